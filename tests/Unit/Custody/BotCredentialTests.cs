using System.Security.Cryptography;
using System.Text;
using Countersign.Signer.Custody;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Custody;

public sealed class BotCredentialTests
{
    [Fact]
    public void Has_the_shape_of_the_exchanges_own()
    {
        using BotCredential credential = BotCredential.Generate();

        credential.ApiKey.Length.ShouldBe(64);
        credential.Secret.Length.ShouldBe(64);
        Encoding.ASCII.GetString([.. credential.ApiKey, .. credential.Secret]).ShouldAllBe(c => char.IsAsciiLetterOrDigit(c));
        credential.ApiKey.SequenceEqual(credential.Secret).ShouldBeFalse();
    }

    [Fact]
    public void Uses_every_letter_and_digit_about_equally()
    {
        var counts = new int[128];
        for (int i = 0; i < 500; i++)
        {
            using BotCredential credential = BotCredential.Generate();
            foreach (byte letter in credential.Secret)
            {
                counts[letter]++;
            }
        }

        // 32,000 letters, 516 expected of each, standard deviation 22.5: nine of them either way.
        counts.Where(count => count > 0).Count().ShouldBe(62);
        counts.Where(count => count > 0).ShouldAllBe(count => count > 310 && count < 720);
    }

    [Fact]
    public void Accepts_the_MAC_over_all_segments_in_either_case()
    {
        using var mac = new BotMac("secret"u8);
        byte[] expected = HMACSHA256.HashData("secret"u8, "symbol=BTCUSDT&side=BUYquantity=1"u8);
        string hex = Convert.ToHexStringLower(expected);
        var computed = new byte[32];

        foreach (string spelling in new[] { hex, hex.ToUpperInvariant() })
        {
            mac.Verify(Encoding.ASCII.GetBytes(spelling), computed,
                "symbol=BTCUSDT&side=BUY"u8, "quantity=1"u8).ShouldBeTrue();
            computed.ShouldBe(expected);
        }
    }

    [Fact]
    public void Refuses_every_other_MAC()
    {
        using var mac = new BotMac("secret"u8);
        byte[] payload = "timestamp=1"u8.ToArray();
        byte[] good = HMACSHA256.HashData("secret"u8, payload);
        for (int bit = 0; bit < 256; bit++)
        {
            byte[] bad = [.. good];
            bad[bit / 8] ^= (byte)(1 << (bit % 8));
            Verify(Convert.ToHexStringLower(bad)).ShouldBeFalse();
        }

        string hex = Convert.ToHexStringLower(good);
        Verify(hex).ShouldBeTrue();
        Verify("").ShouldBeFalse();
        Verify(hex[..62]).ShouldBeFalse();
        Verify(hex + "00").ShouldBeFalse();
        Verify(hex[..63] + "g").ShouldBeFalse();
        Verify(Convert.ToBase64String(good)).ShouldBeFalse();

        bool Verify(string signature) => mac.Verify(Encoding.Latin1.GetBytes(signature), new byte[32], payload, []);
    }
}
