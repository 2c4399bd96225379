using System.Security.Cryptography;

namespace Countersign.Benchmarks.Keys;

/// <summary>Ed25519 by libsodium, as the signer does it, so that the comparison is between the ways and not between libraries.</summary>
internal sealed class Ed25519Signer : RequestSigner
{
    private readonly byte[] _publicKey = new byte[Sodium.PublicKeyLength];
    private readonly byte[] _secretKey = new byte[Sodium.SecretKeyLength];

    public Ed25519Signer()
    {
        if (Sodium.sodium_init() < 0 || Sodium.crypto_sign_keypair(_publicKey, _secretKey) != 0)
        {
            throw new CryptographicException("libsodium makes no key");
        }
    }

    public string PublicKey => PemEncoding.WriteString("PUBLIC KEY", [.. Prefix, .. _publicKey]);

    // SubjectPublicKeyInfo of an Ed25519 key (RFC 8410): this prefix, then the 32 bytes of the key.
    private static ReadOnlySpan<byte> Prefix => [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

    public override int Sign(ReadOnlySpan<byte> payload, Span<byte> text)
    {
        Span<byte> signature = stackalloc byte[Sodium.SignatureLength];
        return Sodium.crypto_sign_detached(signature, 0, payload, (ulong)payload.Length, _secretKey) == 0
            ? WriteBase64(signature, text)
            : throw new CryptographicException("libsodium does not sign");
    }
}
