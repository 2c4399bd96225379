using System.Security.Cryptography;
using Countersign.Core.Records;
using Countersign.Signer.Interop;
using Countersign.Signer.Memory;

namespace Countersign.Signer.Custody;

/// <summary>Ed25519 (RFC 8032) from its 32-byte seed.</summary>
internal sealed class Ed25519SigningKey : ExchangeSigningKey
{
    private readonly SecretBuffer _secretKey;

    public Ed25519SigningKey(ReadOnlySpan<byte> seed)
        : base(ExchangeKeyType.Ed25519)
    {
        if (seed.Length != Sodium.SeedLength)
        {
            throw new ArgumentException("an Ed25519 seed has 32 bytes", nameof(seed));
        }

        _secretKey = SecretBuffer.Create(Sodium.SecretKeyLength);
        var publicKey = new byte[Sodium.PublicKeyLength];
        if (Sodium.crypto_sign_ed25519_seed_keypair(publicKey, _secretKey, seed) != 0)
        {
            throw new CryptographicException("the Ed25519 key could not be derived from its seed");
        }

        _secretKey.Filled();
        PublicHalf = Custody.PublicHalf.OfEd25519(publicKey);
    }

    /// <summary>DER <c>SubjectPublicKeyInfo</c>.</summary>
    public ReadOnlyMemory<byte> PublicHalf { get; }

    public override int SignatureLength => Sodium.SignatureLength;

    public override bool IsSlow => false;

    public override int Sign(ReadOnlySpan<byte> payload, Span<byte> signature)
    {
        int result = Sodium.crypto_sign_ed25519_detached(signature[..Sodium.SignatureLength], 0, payload, (ulong)payload.Length, _secretKey);
        return result == 0 ? Sodium.SignatureLength : throw new CryptographicException("the Ed25519 signature failed");
    }

    protected override void Dispose(bool disposing) => _secretKey.Dispose();
}
