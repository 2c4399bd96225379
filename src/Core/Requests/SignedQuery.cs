using System.Buffers.Text;

namespace Countersign.Core.Requests;

/// <summary>A canonical payload with its signature, as it goes on the wire: <c>&amp;signature=</c> and the signature appended.</summary>
public static class SignedQuery
{
    /// <summary>How many bytes <see cref="Append"/> needs, at most.</summary>
    public static int MaxLength(int payloadLength, int signatureLength) =>
        // Base64 takes four characters for three bytes, and each of them may need three when percent-encoded.
        payloadLength + "&signature=".Length + (3 * Base64.GetMaxEncodedToUtf8Length(signatureLength));

    /// <summary>Appends a signature to the payload that stands at the start of a buffer, and returns the length of both.</summary>
    public static int Append(Span<byte> query, int payloadLength, ReadOnlySpan<byte> signature, SignatureEncoding encoding)
    {
        "&signature="u8.CopyTo(query[payloadLength..]);
        var at = payloadLength + "&signature=".Length;
        return at + (encoding == SignatureEncoding.Hex ? WriteHex(signature, query[at..]) : WriteBase64(signature, query[at..]));
    }

    private static int WriteHex(ReadOnlySpan<byte> signature, Span<byte> output) =>
        Convert.TryToHexStringLower(signature, output, out var written)
            ? written
            : throw new ArgumentException("the buffer is shorter than MaxLength", nameof(output));

    private static int WriteBase64(ReadOnlySpan<byte> signature, Span<byte> output)
    {
        Span<byte> base64 = stackalloc byte[Base64.GetMaxEncodedToUtf8Length(signature.Length)];
        Base64.EncodeToUtf8(signature, base64, out _, out var length);
        return PercentCoding.Encode(base64[..length], output);
    }
}
