using System.Security.Cryptography;
using Countersign.Core.Records;
using Countersign.Core.Requests;
using Countersign.Signer.Custody;

namespace Countersign.Signer.Enforcement;

/// <summary>Signs a canonical payload and appends the signature, as it goes on the wire. The buffer is the caller's, and the caller wipes it.</summary>
internal static class SignatureWriter
{
    /// <summary>Room for the longest canonical query with the longest signature.</summary>
    public const int MaxQuery = CanonicalRequest.MaxLength + 2304;

    // RSA-4096.
    private const int MaxSignature = 512;

    /// <summary>Returns the length of the query with its signature.</summary>
    /// <param name="query">Holds the payload at its start; at least <see cref="MaxQuery"/> bytes, so that any key's signature fits.</param>
    /// <param name="payloadLength">How much of it is signed.</param>
    /// <param name="key">Signs.</param>
    public static int Append(Span<byte> query, int payloadLength, ExchangeSigningKey key)
    {
        Span<byte> signature = stackalloc byte[MaxSignature];
        signature = signature[..key.Sign(query[..payloadLength], signature)];
        var encoding = key.Type == ExchangeKeyType.Hmac ? SignatureEncoding.Hex : SignatureEncoding.Base64;
        var length = SignedQuery.Append(query, payloadLength, signature, encoding);
        CryptographicOperations.ZeroMemory(signature);
        return length;
    }
}
