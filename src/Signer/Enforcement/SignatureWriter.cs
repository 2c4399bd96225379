using System.Security.Cryptography;
using Countersign.Core.Records;
using Countersign.Core.Requests;
using Countersign.Signer.Custody;

namespace Countersign.Signer.Enforcement;

/// <summary>Signs a canonical request and writes it as it goes on the wire. The buffer is the caller's, and the caller wipes it.</summary>
internal static class SignatureWriter
{
    /// <summary>Room for the longest canonical query with the longest signature.</summary>
    public const int MaxQuery = RequestLimits.MaxCanonical + 2560;

    // RSA-4096.
    private const int MaxSignature = 512;

    /// <summary>Returns the length of the query with its signature.</summary>
    public static int Write(CanonicalRequest request, ExchangeSigningKey key, Span<byte> query)
    {
        Span<byte> signature = stackalloc byte[MaxSignature];
        var length = key.Sign(request.Payload.Span, signature);
        var encoding = key.Type == ExchangeKeyType.Hmac ? SignatureEncoding.Hex : SignatureEncoding.Base64;
        var written = request.WriteSigned(query, signature[..length], encoding);
        CryptographicOperations.ZeroMemory(signature);
        return written;
    }
}
