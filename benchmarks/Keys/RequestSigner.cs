using System.Buffers.Text;

namespace Countersign.Benchmarks.Keys;

/// <summary>Signs requests as a bot does that holds the key itself. Several threads may sign at once.</summary>
internal abstract class RequestSigner
{
    /// <summary>Room for the text of the longest signature.</summary>
    public const int MaxText = 1024;

    /// <summary>Writes the signature of a payload as it stands in a query, and returns its length.</summary>
    public abstract int Sign(ReadOnlySpan<byte> payload, Span<byte> text);

    /// <summary>Base64 whose three special characters are percent-encoded.</summary>
    protected static int WriteBase64(ReadOnlySpan<byte> signature, Span<byte> text)
    {
        Span<byte> base64 = stackalloc byte[MaxText / 2];
        Base64.EncodeToUtf8(signature, base64, out _, out var length);
        var written = 0;
        foreach (var letter in base64[..length])
        {
            var encoded = letter switch { (byte)'+' => "%2B"u8, (byte)'/' => "%2F"u8, (byte)'=' => "%3D"u8, _ => default };
            if (encoded.IsEmpty)
            {
                text[written++] = letter;
            }
            else
            {
                encoded.CopyTo(text[written..]);
                written += encoded.Length;
            }
        }

        return written;
    }
}
