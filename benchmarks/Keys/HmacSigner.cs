using System.Security.Cryptography;
using System.Text;

namespace Countersign.Benchmarks.Keys;

/// <summary>HMAC-SHA256 in hexadecimal: an exchange key of that type, and every bot credential.</summary>
internal sealed class HmacSigner(string secret) : RequestSigner
{
    private readonly byte[] _secret = Encoding.ASCII.GetBytes(secret);

    public override int Sign(ReadOnlySpan<byte> payload, Span<byte> text)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_secret, payload, mac);
        Convert.TryToHexStringLower(mac, text, out var length);
        return length;
    }
}
