using System.Security.Cryptography;
using Countersign.Core.Records;
using Countersign.Signer.Custody;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Custody;

public sealed class KeyGeneratorTests
{
    [Theory]
    [InlineData("Ed25519", 64)]
    [InlineData("Rsa2048", 256)]
    public void Makes_a_key_whose_public_half_verifies_what_it_signs(string type, int signatureLength) =>
        MakeAndSign(Enum.Parse<NewKeyType>(type), signatureLength);

    [Fact]
    [Trait("Speed", "Slow")]
    public void Makes_an_RSA_key_of_4096_bits_whose_public_half_verifies_what_it_signs() => MakeAndSign(NewKeyType.Rsa4096, 512);

    [Fact]
    public void Makes_an_RSA_key_that_another_library_verifies()
    {
        using ExchangeKeyMaterial material = KeyGenerator.Generate(NewKeyType.Rsa2048);
        using ExchangeSigningKey key = Open(material);
        using RSA other = RSA.Create();
        other.ImportFromPem(material.PublicKeyPem);
        var signature = new byte[256];
        key.Sign("timestamp=1"u8, signature);

        other.VerifyData("timestamp=1"u8, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).ShouldBeTrue();
    }

    [Fact]
    public void Makes_a_different_key_each_time()
    {
        using ExchangeKeyMaterial one = KeyGenerator.Generate(NewKeyType.Ed25519);
        using ExchangeKeyMaterial other = KeyGenerator.Generate(NewKeyType.Ed25519);

        one.PublicHalf.Span.SequenceEqual(other.PublicHalf.Span).ShouldBeFalse();
    }

    private static void MakeAndSign(NewKeyType type, int signatureLength)
    {
        using ExchangeKeyMaterial material = KeyGenerator.Generate(type);
        using ExchangeSigningKey key = Open(material);
        var signature = new byte[signatureLength];

        key.Sign("timestamp=1"u8, signature).ShouldBe(signatureLength);

        PublicHalf.TryReadPem(material.PublicKeyPem!, out byte[] publicHalf).ShouldBeTrue();
        PublicHalf.Verifies(material.Type, publicHalf, "timestamp=1"u8, signature).ShouldBeTrue();
        PublicHalf.Verifies(material.Type, publicHalf, "timestamp=2"u8, signature).ShouldBeFalse();
        signature[^1] ^= 1;
        PublicHalf.Verifies(material.Type, publicHalf, "timestamp=1"u8, signature).ShouldBeFalse();
    }

    private static ExchangeSigningKey Open(ExchangeKeyMaterial material)
    {
        var content = new ExchangeKeyContent { Type = material.Type, Secret = material.Secret.Span, CreatedAt = 1 };
        ExchangeSigningKey.TryOpen(content, out ExchangeSigningKey? key, out string reason).ShouldBeTrue(reason);
        return key!;
    }
}
