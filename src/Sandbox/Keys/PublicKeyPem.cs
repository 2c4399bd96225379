using System.Security.Cryptography;

namespace Countersign.Sandbox.Keys;

/// <summary>Reads `-----BEGIN PUBLIC KEY-----` (SubjectPublicKeyInfo, RFC 7468).</summary>
internal static class PublicKeyPem
{
    public static byte[]? Decode(string pem)
    {
        if (!PemEncoding.TryFind(pem, out var fields) || pem[fields.Label] is not "PUBLIC KEY")
        {
            return null;
        }

        var der = new byte[fields.DecodedDataLength];
        return Convert.TryFromBase64String(pem[fields.Base64Data], der, out var length) && length == der.Length ? der : null;
    }
}
