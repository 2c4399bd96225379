using System.Diagnostics;

namespace Countersign.Sandbox.Keys;

/// <summary>Ed25519 (RFC 8032) in base64, verified by OpenSSL, since .NET has none.</summary>
internal sealed class Ed25519Verifier(PublicKeyHandle key) : KeyVerifier
{
    private const int SignatureLength = 64;

    // SubjectPublicKeyInfo of an Ed25519 key (RFC 8410): this prefix, then the 32 bytes of the key.
    private static ReadOnlySpan<byte> Prefix => [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

    /// <summary>Null when the text is no Ed25519 public key.</summary>
    public static unsafe Ed25519Verifier? FromPem(string pem)
    {
        if (PublicKeyPem.Decode(pem) is not { } der || der.Length != Prefix.Length + 32 || !der.AsSpan().StartsWith(Prefix))
        {
            return null;
        }

        fixed (byte* info = der)
        {
            var start = info;
            var key = LibCrypto.d2i_PUBKEY(0, &start, der.Length);
            return key.IsInvalid ? null : new Ed25519Verifier(key);
        }
    }

    public override unsafe bool Verify(ReadOnlySpan<byte> payload, string signature)
    {
        var bytes = new byte[signature.Length];
        if (!Convert.TryFromBase64String(signature, bytes, out var length) || length != SignatureLength)
        {
            return false;
        }

        fixed (byte* sent = bytes)
        fixed (byte* signed = payload)
        {
            var context = LibCrypto.EVP_MD_CTX_new();
            try
            {
                if (context == 0 || LibCrypto.EVP_DigestVerifyInit(context, 0, 0, 0, key) != 1)
                {
                    throw new UnreachableException("libcrypto does not take the Ed25519 key that was accepted at registration");
                }

                return LibCrypto.EVP_DigestVerify(context, sent, (nuint)length, signed, (nuint)payload.Length) == 1;
            }
            finally
            {
                LibCrypto.EVP_MD_CTX_free(context);
            }
        }
    }
}
