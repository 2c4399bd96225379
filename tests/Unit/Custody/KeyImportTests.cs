using System.Security.Cryptography;
using Countersign.Core.Records;
using Countersign.Signer.Custody;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Custody;

public sealed class KeyImportTests
{
    private static readonly string Ed25519Pem = ExchangeSignature.All["java-test-ed25519-prv-key"].Secret;
    private static readonly string EncryptedPem = ExchangeSignature.All["java-test-ed25519-pass-prv-key"].Secret;

    [Fact]
    public void Takes_the_older_form_of_an_RSA_key_and_gives_its_public_half()
    {
        using RSA rsa = PublishedRsa();

        Import(ExchangeKeyType.Rsa, rsa.ExportRSAPrivateKeyPem()).ShouldBe("");
        Import(ExchangeKeyType.Rsa, rsa.ExportRSAPrivateKeyPem(), expected: rsa.ExportSubjectPublicKeyInfo()).ShouldBe("");
    }

    [Fact]
    public void Takes_an_encrypted_RSA_key()
    {
        using RSA rsa = PublishedRsa();
        string pem = rsa.ExportEncryptedPkcs8PrivateKeyPem("hunter2", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 2048));

        Import(ExchangeKeyType.Rsa, pem, "hunter2", rsa.ExportSubjectPublicKeyInfo()).ShouldBe("");
    }

    [Fact]
    public void Refuses_a_wrong_or_missing_passphrase()
    {
        Import(ExchangeKeyType.Ed25519, EncryptedPem, "test124").ShouldBe("the passphrase of the key file is wrong, or the file is damaged");
        Import(ExchangeKeyType.Ed25519, EncryptedPem).ShouldBe("the key file is encrypted; give its passphrase too: --secret-passphrase-file FILE");
        Import(ExchangeKeyType.Ed25519, EncryptedPem, "test123").ShouldBe("");
    }

    [Fact]
    public void Refuses_a_private_key_that_does_not_belong_to_the_public_key_given()
    {
        using ExchangeKeyMaterial other = KeyGenerator.Generate(NewKeyType.Ed25519);

        Import(ExchangeKeyType.Ed25519, Ed25519Pem, expected: other.PublicHalf.ToArray())
            .ShouldBe("the private key does not belong to the public key that was given with it");
    }

    [Fact]
    public void Refuses_a_key_of_another_type_than_was_said()
    {
        using ECDsa curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        Import(ExchangeKeyType.Rsa, Ed25519Pem).ShouldBe("the file holds a key of another type than --type says");
        Import(ExchangeKeyType.Ed25519, curve.ExportPkcs8PrivateKeyPem()).ShouldBe("the file holds a key of another type than --type says");
        Import(ExchangeKeyType.Hmac, Ed25519Pem).ShouldStartWith("an HMAC secret is letters and digits only");
    }

    [Fact]
    public void Refuses_an_RSA_key_that_is_too_short()
    {
        using RSA rsa = RSA.Create(1024);

        Import(ExchangeKeyType.Rsa, rsa.ExportPkcs8PrivateKeyPem()).ShouldBe("the RSA key is damaged, or has not 2048, 3072 or 4096 bits");
    }

    [Fact]
    public void Refuses_an_RSA_key_whose_numbers_do_not_fit()
    {
        using RSA rsa = PublishedRsa();
        byte[] der = rsa.ExportRSAPrivateKey();
        byte[] exponent = rsa.ExportParameters(includePrivateParameters: true).D!;
        der[der.AsSpan().IndexOf(exponent) + 100] ^= 1;

        Import(ExchangeKeyType.Rsa, PemEncoding.WriteString("RSA PRIVATE KEY", der)).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")]
    public void Refuses_what_is_no_key(string text) => Import(ExchangeKeyType.Ed25519, text).ShouldNotBeEmpty();

    [Fact]
    public void Refuses_a_file_with_two_keys() =>
        Import(ExchangeKeyType.Ed25519, Ed25519Pem + Ed25519Pem).ShouldBe("the file does not hold exactly one private key in PEM");

    [Theory]
    [InlineData("short")]
    [InlineData("with a space in between it")]
    [InlineData("line1line1\nline2line2")]
    public void Refuses_an_HMAC_secret_that_the_exchange_would_not_have_made(string text) =>
        Import(ExchangeKeyType.Hmac, text).ShouldStartWith("an HMAC secret");

    [Fact]
    public void Survives_every_change_of_one_byte_of_a_key_file()
    {
        for (int i = 0; i < Ed25519Pem.Length; i++)
        {
            char[] changed = Ed25519Pem.ToCharArray();
            changed[i] ^= (char)0x05;
            Should.NotThrow(() => Import(ExchangeKeyType.Ed25519, new string(changed)));
        }
    }

    private static RSA PublishedRsa()
    {
        RSA rsa = RSA.Create();
        rsa.ImportFromPem(ExchangeSignature.All["java-test-rsa-prv-key"].Secret);
        return rsa;
    }

    private static string Import(ExchangeKeyType type, string text, string? passphrase = null, byte[]? expected = null)
    {
        using var file = Secrets.Of(text);
        using var opener = passphrase is null ? null : Secrets.Of(passphrase);
        bool taken = KeyImport.TryImport(type, file, opener, expected, out ExchangeKeyMaterial? material, out string reason);
        material?.Dispose();
        taken.ShouldBe(reason.Length == 0);
        return reason;
    }
}
