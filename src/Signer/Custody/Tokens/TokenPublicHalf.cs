using System.Formats.Asn1;

namespace Countersign.Signer.Custody.Tokens;

/// <summary>Public halves from the numbers in a token.</summary>
internal static class TokenPublicHalf
{
    private const int Ed25519Length = 32;

    /// <summary>RFC 8017, appendix A.1.1, in a <c>SubjectPublicKeyInfo</c>.</summary>
    public static byte[] OfRsa(ReadOnlySpan<byte> modulus, ReadOnlySpan<byte> exponent)
    {
        var key = new AsnWriter(AsnEncodingRules.DER);
        using (key.PushSequence())
        {
            key.WriteIntegerUnsigned(modulus.TrimStart((byte)0));
            key.WriteIntegerUnsigned(exponent.TrimStart((byte)0));
        }

        var info = new AsnWriter(AsnEncodingRules.DER);
        using (info.PushSequence())
        {
            using (info.PushSequence())
            {
                info.WriteObjectIdentifier("1.2.840.113549.1.1.1");
                info.WriteNull();
            }

            info.WriteBitString(key.Encode());
        }

        return info.Encode();
    }

    /// <summary>
    /// From <c>CKA_EC_POINT</c>: the 32 bytes of RFC 8032, in a DER octet string as PKCS#11 3.0 says, or bare as some modules give them. Empty
    /// for a key on another curve.
    /// </summary>
    public static byte[] OfEd25519(ReadOnlySpan<byte> point)
    {
        ReadOnlySpan<byte> header = [0x04, Ed25519Length];
        point = point.Length == header.Length + Ed25519Length && point.StartsWith(header) ? point[header.Length..] : point;
        return point.Length == Ed25519Length ? PublicHalf.OfEd25519(point) : [];
    }
}
