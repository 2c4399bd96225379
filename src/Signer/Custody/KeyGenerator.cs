using System.Diagnostics;
using Countersign.Core.Records;
using Countersign.Signer.Interop;
using Countersign.Signer.Memory;

namespace Countersign.Signer.Custody;

/// <summary>Makes exchange keys inside the signer, so that no private file ever exists.</summary>
internal static class KeyGenerator
{
    /// <summary>RSA takes tenths of a second, and with 4,096 bits a second or more.</summary>
    public static ExchangeKeyMaterial Generate(NewKeyType type) => type switch
    {
        NewKeyType.Ed25519 => Ed25519(),
        NewKeyType.Rsa2048 => Rsa(2048),
        NewKeyType.Rsa4096 => Rsa(4096),
        _ => throw new UnreachableException(),
    };

    private static ExchangeKeyMaterial Ed25519()
    {
        SecretBuffer seed = SecretBuffer.Random(Sodium.SeedLength);
        using var key = new Ed25519SigningKey(seed.Span);
        return new ExchangeKeyMaterial(ExchangeKeyType.Ed25519, seed, key.PublicHalf);
    }

    private static ExchangeKeyMaterial Rsa(int bits)
    {
        using EvpKeyHandle key = OpenSslKeys.NewRsa(bits);
        return new ExchangeKeyMaterial(ExchangeKeyType.Rsa, OpenSslKeys.ToPkcs8(key), PublicHalf.Of(key));
    }
}
