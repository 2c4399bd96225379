using System.Security.Cryptography;

namespace Countersign.Sandbox.Keys;

/// <summary>RSASSA-PKCS1-v1_5 with SHA-256, in base64.</summary>
internal sealed class RsaVerifier(RSAParameters publicKey) : KeyVerifier
{
    /// <summary>Null when the text is no RSA public key of 2048 to 4096 bits.</summary>
    public static RsaVerifier? FromPem(string pem)
    {
        if (PublicKeyPem.Decode(pem) is not { } der)
        {
            return null;
        }

        using var key = RSA.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(der, out _);
        }
        catch (CryptographicException)
        {
            return null;
        }

        return key.KeySize is >= 2048 and <= 4096 ? new RsaVerifier(key.ExportParameters(includePrivateParameters: false)) : null;
    }

    public override bool Verify(ReadOnlySpan<byte> payload, string signature)
    {
        var bytes = new byte[signature.Length];
        using var key = RSA.Create(publicKey);
        return Convert.TryFromBase64String(signature, bytes, out var length) &&
            key.VerifyData(payload, bytes.AsSpan(0, length), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }
}
