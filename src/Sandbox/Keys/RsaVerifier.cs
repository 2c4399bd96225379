using System.Security.Cryptography;

namespace Countersign.Sandbox.Keys;

/// <summary>RSASSA-PKCS1-v1_5 with SHA-256, in base64.</summary>
internal sealed class RsaVerifier(RSA key) : KeyVerifier
{
    // An RSA object may be used by one thread at a time.
    private readonly Lock _lock = new();

    /// <summary>Null when the text is no RSA public key of 2048 to 4096 bits.</summary>
    public static RsaVerifier? FromPem(string pem)
    {
        if (PublicKeyPem.Decode(pem) is not { } der)
        {
            return null;
        }

        var key = RSA.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(der, out _);
        }
        catch (CryptographicException)
        {
            return null;
        }

        return key.KeySize is >= 2048 and <= 4096 ? new RsaVerifier(key) : null;
    }

    public override bool Verify(ReadOnlySpan<byte> payload, string signature)
    {
        var bytes = new byte[signature.Length];
        lock (_lock)
        {
            return Convert.TryFromBase64String(signature, bytes, out var length) &&
                key.VerifyData(payload, bytes.AsSpan(0, length), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
    }
}
