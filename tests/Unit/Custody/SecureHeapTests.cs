using Countersign.Core.Records;
using Countersign.Signer.Custody;
using Countersign.Signer.Interop;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Custody;

/// <summary>Counts what lies in OpenSSL's secure heap, so nothing else may run beside it.</summary>
[Collection(Alone.Name)]
public sealed class SecureHeapTests
{
    [Fact]
    public void Keeps_the_private_numbers_of_RSA_in_the_secure_heap()
    {
        using ExchangeKeyMaterial material = KeyGenerator.Generate(NewKeyType.Rsa2048);
        var content = new ExchangeKeyContent { Type = material.Type, Secret = material.Secret.Span, CreatedAt = 1 };
        nuint before = LibCrypto.CRYPTO_secure_used();
        ExchangeSigningKey.TryOpen(content, out ExchangeSigningKey? key, out string reason).ShouldBeTrue(reason);
        nuint held = LibCrypto.CRYPTO_secure_used() - before;
        key!.Dispose();

        // d of 256 bytes, five numbers of 128.
        held.ShouldBeGreaterThanOrEqualTo((nuint)(256 + (5 * 128)));
        LibCrypto.CRYPTO_secure_used().ShouldBe(before);
    }
}
