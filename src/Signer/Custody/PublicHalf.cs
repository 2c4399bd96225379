using System.Security.Cryptography;
using Countersign.Core.Records;
using Countersign.Signer.Interop;

namespace Countersign.Signer.Custody;

/// <summary>The public half of a key as DER <c>SubjectPublicKeyInfo</c>: what the exchange is given, and what proves a signature.</summary>
internal static unsafe class PublicHalf
{
    /// <summary>RFC 8410: the algorithm identifier of Ed25519, and 32 bytes of key behind it.</summary>
    private static ReadOnlySpan<byte> Ed25519Prefix => [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

    public static byte[] OfEd25519(ReadOnlySpan<byte> publicKey) => [.. Ed25519Prefix, .. publicKey];

    public static byte[] Of(EvpKeyHandle key)
    {
        int length = LibCrypto.i2d_PUBKEY(key, 0);
        if (length <= 0)
        {
            throw new CryptographicException("the public half of the key could not be encoded");
        }

        var der = new byte[length];
        fixed (byte* start = der)
        {
            byte* position = start;
            _ = LibCrypto.i2d_PUBKEY(key, ref position);
        }

        return der;
    }

    /// <summary>The text that is registered at the exchange.</summary>
    public static string ToPem(ReadOnlySpan<byte> publicHalf) => PemEncoding.WriteString("PUBLIC KEY", publicHalf) + "\n";

    /// <summary>Reads one <c>PUBLIC KEY</c> block.</summary>
    public static bool TryReadPem(string pem, out byte[] publicHalf)
    {
        publicHalf = [];
        if (!PemEncoding.TryFind(pem, out PemFields fields) || pem.AsSpan()[fields.Label] is not "PUBLIC KEY")
        {
            return false;
        }

        var der = new byte[fields.DecodedDataLength];
        if (!Convert.TryFromBase64Chars(pem.AsSpan()[fields.Base64Data], der, out int length) || length != der.Length)
        {
            return false;
        }

        publicHalf = der;
        return true;
    }

    /// <summary>True when the signature over the message is the key's.</summary>
    public static bool Verifies(ExchangeKeyType type, ReadOnlySpan<byte> publicHalf, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        type switch
        {
            ExchangeKeyType.Ed25519 => VerifiesEd25519(publicHalf, message, signature),
            ExchangeKeyType.Rsa => VerifiesRsa(publicHalf, message, signature),
            _ => false,
        };

    private static bool VerifiesEd25519(ReadOnlySpan<byte> publicHalf, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        NativeLibraries.Prepare();
        return publicHalf.StartsWith(Ed25519Prefix)
            && publicHalf.Length == Ed25519Prefix.Length + Sodium.PublicKeyLength
            && signature.Length == Sodium.SignatureLength
            && Sodium.crypto_sign_ed25519_verify_detached(
                signature, message, (ulong)message.Length, publicHalf[Ed25519Prefix.Length..]) == 0;
    }

    private static bool VerifiesRsa(ReadOnlySpan<byte> publicHalf, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        NativeLibraries.Prepare();
        fixed (byte* start = publicHalf)
        {
            byte* position = start;
            using EvpKeyHandle key = LibCrypto.d2i_PUBKEY(0, ref position, publicHalf.Length);
            nint context = LibCrypto.EVP_MD_CTX_new();
            bool verified = context != 0 && OpenSslKeys.IsRsaOfAcceptedSize(key)
                && LibCrypto.EVP_DigestVerifyInit(context, 0, LibCrypto.EVP_sha256(), 0, key) == 1
                && LibCrypto.EVP_DigestVerify(context, signature, (nuint)signature.Length, message, (nuint)message.Length) == 1;
            LibCrypto.EVP_MD_CTX_free(context);
            LibCrypto.ERR_clear_error();
            return verified;
        }
    }
}
