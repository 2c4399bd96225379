using System.Security.Cryptography;

namespace Countersign.Sandbox.Keys;

/// <summary>HMAC-SHA256 in hexadecimal; letter case does not matter.</summary>
internal sealed class HmacVerifier(byte[] secret) : KeyVerifier
{
    public override bool Verify(ReadOnlySpan<byte> payload, string signature)
    {
        Span<byte> sent = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (signature.Length != sent.Length * 2 || Convert.FromHexString(signature, sent, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        HMACSHA256.HashData(secret, payload, expected);
        return CryptographicOperations.FixedTimeEquals(sent, expected);
    }
}
