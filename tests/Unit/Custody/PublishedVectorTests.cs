using System.Security.Cryptography;
using System.Text;
using Countersign.Signer.Custody;
using Countersign.Signer.Interop;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Custody;

/// <summary>The primitives give what their specifications print.</summary>
public sealed class PublishedVectorTests
{
    [Theory]
    [InlineData(
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [InlineData(
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]
    [InlineData(
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a")]
    public void Ed25519_signs_as_RFC_8032_section_7_1_says(string seed, string publicKey, string message, string signature)
    {
        using var key = new Ed25519SigningKey(Convert.FromHexString(seed));
        var actual = new byte[64];

        key.Sign(Convert.FromHexString(message), actual).ShouldBe(64);

        Convert.ToHexStringLower(actual).ShouldBe(signature);
        Convert.ToHexStringLower(key.PublicHalf.Span[12..]).ShouldBe(publicKey);
    }

    [Theory]
    [InlineData("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")]
    [InlineData("4a656665", "what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")]
    public void Hmac_is_as_RFC_4231_sections_4_2_and_4_3_say(string key, string message, string mac) =>
        Hmac(Convert.FromHexString(key), Encoding.ASCII.GetBytes(message)).ShouldBe(mac);

    [Fact]
    public void Hmac_is_as_the_longer_cases_of_RFC_4231_say()
    {
        Hmac(Repeat(0xaa, 20), Repeat(0xdd, 50)).ShouldBe("773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
        Hmac([.. Enumerable.Range(1, 25).Select(i => (byte)i)], Repeat(0xcd, 50))
            .ShouldBe("82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b");
        Hmac(Repeat(0xaa, 131), "Test Using Larger Than Block-Size Key - Hash Key First"u8.ToArray())
            .ShouldBe("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    }

    [Fact]
    public void Hmac_is_as_another_implementation_says_for_every_length_of_key_and_message()
    {
        var random = new Random(5);
        var bytes = new byte[300];
        random.NextBytes(bytes);
        var mac = new byte[32];
        for (int length = 0; length <= 200; length++)
        {
            byte[] key = bytes[..(length % 150)];
            byte[] message = bytes[^length..];
            int cut = random.Next(length + 1);
            using var state = new HmacState(key);

            state.Compute(message.AsSpan(0, cut), message.AsSpan(cut), mac);

            Convert.ToHexStringLower(mac).ShouldBe(Convert.ToHexStringLower(HMACSHA256.HashData(key, message)));
        }
    }

    [Fact]
    public void XChaCha20_Poly1305_is_as_the_draft_appendix_A_3_1_says()
    {
        const string ciphertext =
            "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b4522"
            + "f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff921f9664c97637da9768812f615c68b13b52e"
            + "c0875924c1c7987947deafd8780acf49";
        using var key = Secrets.OfHex("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f");
        byte[] nonce = Convert.FromHexString("404142434445464748494a4b4c4d4e4f5051525354555657");
        byte[] associated = Convert.FromHexString("50515253c0c1c2c3c4c5c6c7");
        byte[] plaintext =
            "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it."u8.ToArray();

        Convert.ToHexStringLower(Aead.Seal(key, plaintext, associated, nonce)).ShouldBe(ciphertext);
        Aead.TryOpen(key, Convert.FromHexString(ciphertext), associated, nonce, out var opened).ShouldBeTrue();
        opened!.Span.SequenceEqual(plaintext).ShouldBeTrue();
    }

    /// <summary>libsodium test/default/pwhash_argon2id.c, vector 6; the vectors of RFC 9106 have a parallelism of 4, which libsodium has not.</summary>
    [Fact]
    public void Argon2id_is_as_the_vectors_of_libsodium_say()
    {
        NativeLibraries.Prepare();
        var output = new byte[231];
        byte[] passphrase = Convert.FromHexString("b540beb016a5366524d4605156493f9874514a5aa58818cd0c6dfffaa9e90205f17b");

        Sodium.crypto_pwhash(
            output, (ulong)output.Length, passphrase, (ulong)passphrase.Length, Convert.FromHexString("44071f6d181561670bda728d43fb79b4"),
            1, 1_631_659, Sodium.Argon2Id13).ShouldBe(0);

        Convert.ToHexStringLower(output).ShouldStartWith("7fb72409b0987f8190c3729710e98c3f80c5a8727d425fdcde7f3644d467fe97");
    }

    private static byte[] Repeat(byte value, int count) => [.. Enumerable.Repeat(value, count)];

    private static string Hmac(byte[] key, byte[] message)
    {
        using var state = new HmacState(key);
        var mac = new byte[32];
        state.Compute(message, mac);
        return Convert.ToHexStringLower(mac);
    }
}
