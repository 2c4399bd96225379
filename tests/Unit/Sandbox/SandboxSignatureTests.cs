using System.Security.Cryptography;
using System.Text;
using Countersign.Sandbox.Keys;
using Countersign.Sandbox.Rest;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Sandbox;

/// <summary>The sandbox's own verification against published vectors, so that it can be trusted as the other side of ours.</summary>
public sealed class SandboxSignatureTests
{
    // binance-spot-api-docs, rest-api.md, "HMAC keys".
    private const string DocumentedSecret = "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j";

    private static readonly byte[] Ed25519Prefix = Convert.FromHexString("302a300506032b6570032100");

    [Theory]
    [InlineData(
        "symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559",
        "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71")]
    [InlineData(
        "symbol=%EF%BC%91%EF%BC%92%EF%BC%93%EF%BC%94%EF%BC%95%EF%BC%96&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559",
        "e1353ec6b14d888f1164ae9af8228a3dbd508bc82eb867db8ab6046442f33ef3")]
    [InlineData(
        "symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTCquantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559",
        "0FD168B8DDB4876A0358A8D14D0C9F3DA0E9B20C5D52B2A00FCF7D1C602F9A77")]
    public void Verifies_the_documented_hmac_signatures(string payload, string signature)
    {
        var verifier = new HmacVerifier(Encoding.ASCII.GetBytes(DocumentedSecret));

        verifier.Verify(Encoding.ASCII.GetBytes(payload), signature).ShouldBeTrue();
        verifier.Verify(Encoding.ASCII.GetBytes(payload + "0"), signature).ShouldBeFalse();
        verifier.Verify(Encoding.ASCII.GetBytes(payload), signature[..^1]).ShouldBeFalse();
        verifier.Verify(Encoding.ASCII.GetBytes(payload), signature[..^1] + "g").ShouldBeFalse();
    }

    // RFC 8032, 7.1, tests 1 to 3.
    [Theory]
    [InlineData(
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [InlineData(
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]
    [InlineData(
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a")]
    public void Verifies_the_ed25519_signatures_of_the_rfc(string publicKey, string message, string signature)
    {
        var pem = PemEncoding.WriteString("PUBLIC KEY", [.. Ed25519Prefix, .. Convert.FromHexString(publicKey)]);
        var verifier = Ed25519Verifier.FromPem(pem).ShouldNotBeNull();
        var bytes = Convert.FromHexString(signature);

        verifier.Verify(Convert.FromHexString(message), Convert.ToBase64String(bytes)).ShouldBeTrue();
        bytes[10] ^= 1;
        verifier.Verify(Convert.FromHexString(message), Convert.ToBase64String(bytes)).ShouldBeFalse();
        verifier.Verify(Convert.FromHexString(message), "not base64!").ShouldBeFalse();
    }

    // binance-connector-java, clients/spot, Ed25519ApiTest.java; the public half was derived from its private key.
    [Fact]
    public void Verifies_the_ed25519_signature_of_the_exchanges_connector()
    {
        const string pem = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAfriCDVI7O8lQGC+0hKgXYJZcIUVhWiIt8F7EZwroEvs=\n-----END PUBLIC KEY-----";

        Ed25519Verifier.FromPem(pem).ShouldNotBeNull().Verify(
            "timestamp=1736393892000"u8,
            "1KohSdsEYUHEO2qTbkkjbmFdufaUTF9dKat6oUwE2RHT+zThFX4i1MMeNC5nqH0Eya07jbRN9/Lq1HaTgjD2Aw==").ShouldBeTrue();
    }

    [Fact]
    public void Takes_a_key_only_as_the_type_that_it_is()
    {
        using var rsa = RSA.Create(2048);
        using var small = RSA.Create(1024);
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        RsaVerifier.FromPem(rsa.ExportSubjectPublicKeyInfoPem()).ShouldNotBeNull();
        RsaVerifier.FromPem(small.ExportSubjectPublicKeyInfoPem()).ShouldBeNull();
        RsaVerifier.FromPem(curve.ExportSubjectPublicKeyInfoPem()).ShouldBeNull();
        RsaVerifier.FromPem(rsa.ExportPkcs8PrivateKeyPem()).ShouldBeNull();
        Ed25519Verifier.FromPem(rsa.ExportSubjectPublicKeyInfoPem()).ShouldBeNull();
        Ed25519Verifier.FromPem("").ShouldBeNull();
    }

    [Theory]
    [InlineData("a=1&signature=ff", "a=1")]
    [InlineData("signature=ff&a=1", "a=1")]
    [InlineData("a=1&signature=ff&b=2", "a=1&b=2")]
    [InlineData("signature=ff", "")]
    [InlineData("a=1&&b=", "a=1&&b=")]
    [InlineData("xsignature=1", "xsignature=1")]
    public void Cuts_the_signature_out_of_what_was_signed(string sent, string signed) =>
        ParameterParser.WithoutSignature(sent).ShouldBe(signed);

    [Fact]
    public void Reads_any_text_without_throwing()
    {
        var random = new Random(20260304);
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Create(random.Next(40), random, static (span, random) =>
            {
                const string letters = "%%%&&==+aF09zé\u0001";
                for (var at = 0; at < span.Length; at++)
                {
                    span[at] = letters[random.Next(letters.Length)];
                }
            });

            var parameters = ParameterParser.Parse(text, isBody: false);

            (parameters is null).ShouldBe(HasBrokenEscape(text), text);
        }
    }

    private static bool HasBrokenEscape(string text)
    {
        // Escapes are looked for in each piece, name and value on their own.
        foreach (var piece in text.Split('&').SelectMany(static piece => piece.Split('=', 2)))
        {
            for (var i = piece.IndexOf('%', StringComparison.Ordinal); i >= 0; i = piece.IndexOf('%', i))
            {
                if (i + 2 >= piece.Length || !char.IsAsciiHexDigit(piece[i + 1]) || !char.IsAsciiHexDigit(piece[i + 2]))
                {
                    return true;
                }

                i += 3;
            }
        }

        return false;
    }
}
