using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;

namespace Countersign.Courier.Wire;

/// <summary>
/// Takes the signature that was sent, and the real key id, out of what goes back: an exchange, or a proxy before it, may repeat the
/// request in an error. Each form in which they may be written is replaced by stars of equal length.
/// </summary>
internal sealed class Redaction
{
    private const string Parameter = "signature=";
    private const int ShortestSecret = 8;
    private const int LongestRun = 16;

    private static readonly SearchValues<char> _letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    private readonly string _signature;
    private readonly string _apiKey;

    private Redaction(string signature, string apiKey) => (_signature, _apiKey) = (signature, apiKey);

    /// <summary>What must not come back of this request.</summary>
    public static Redaction Of(ExchangeRequest request)
    {
        var at = request.Query.LastIndexOf(Parameter, StringComparison.Ordinal);
        return new(at < 0 ? "" : request.Query[(at + Parameter.Length)..], request.ApiKey);
    }

    /// <summary>The answer without them; the same object when they are not in it.</summary>
    public ExchangeAnswer Apply(ExchangeAnswer answer)
    {
        if (!MayHold(answer.Headers) && !MayHold(answer.Body))
        {
            return answer;
        }

        byte[][] forms = [.. Forms(_signature).Append(_apiKey).Where(form => form.Length >= ShortestSecret).Distinct(StringComparer.Ordinal)
            .OrderByDescending(form => form.Length).Select(Encoding.ASCII.GetBytes)];
        return Contains(answer.Headers, forms) || Contains(answer.Body, forms)
            ? new ExchangeAnswer
            {
                Status = answer.Status,
                Headers = Blank(answer.Headers, forms),
                Body = Blank(answer.Body, forms),
                IsEncoded = answer.IsEncoded,
                RetryAfter = answer.RetryAfter,
                UsedWeight = answer.UsedWeight,
                CountsAccount = answer.CountsAccount,
            }
            : answer;
    }

    private static IEnumerable<string> Forms(string encoded)
    {
        var plain = Uri.UnescapeDataString(encoded);
        var unpadded = plain.TrimEnd('=');
        foreach (var form in (string[])[encoded, plain, unpadded])
        {
            yield return form;
            yield return form.ToLowerInvariant();
            yield return form.ToUpperInvariant();
            // As JSON and HTML write the characters of base64.
            yield return form.Replace("/", "\\/", StringComparison.Ordinal);
            yield return JavaScriptEncoder.Default.Encode(form);
            yield return JavaScriptEncoder.Default.Encode(form).ToLowerInvariant();
            yield return HtmlEncoder.Default.Encode(form);
            yield return Uri.EscapeDataString(form);
            yield return LowerHex(Uri.EscapeDataString(form));
        }
    }

    // Percent-encoded with lower-case digits, the letters of base64 left as they are.
    private static string LowerHex(string encoded) =>
        encoded.Replace("%2B", "%2b", StringComparison.Ordinal).Replace("%2F", "%2f", StringComparison.Ordinal).Replace("%3D", "%3d", StringComparison.Ordinal);

    // Whatever the form, letters and digits that stand together in the signature do so in it too: where these are not found, there is none.
    private bool MayHold(ReadOnlySpan<byte> text)
    {
        Span<char> run = stackalloc char[LongestRun];
        run = run[..CopyRun(_signature, run)];
        if (run.Length < ShortestSecret && _signature.Length >= ShortestSecret)
        {
            return true;
        }

        Span<char> cased = stackalloc char[run.Length];
        return Holds(text, run)
            || (run.ToLowerInvariant(cased) > 0 && Holds(text, cased))
            || (run.ToUpperInvariant(cased) > 0 && Holds(text, cased))
            || Holds(text, _apiKey.AsSpan(0, Math.Min(LongestRun, _apiKey.Length)));
    }

    private static bool Holds(ReadOnlySpan<byte> text, ReadOnlySpan<char> sought)
    {
        Span<byte> bytes = stackalloc byte[LongestRun];
        return sought.Length >= ShortestSecret && text.IndexOf(bytes[..Encoding.ASCII.GetBytes(sought, bytes)]) >= 0;
    }

    // The longest run of letters and digits, or its beginning; what is percent-encoded is none, though it is written with them.
    private static int CopyRun(ReadOnlySpan<char> encoded, Span<char> run)
    {
        var longest = ReadOnlySpan<char>.Empty;
        var at = 0;
        while (at < encoded.Length)
        {
            var rest = encoded[at..];
            var length = rest.IndexOfAnyExcept(_letters);
            length = length < 0 ? rest.Length : length;
            longest = length > longest.Length ? rest[..length] : longest;
            at += length;
            at += at < encoded.Length && encoded[at] == '%' ? 3 : 1;
        }

        longest = longest[..Math.Min(longest.Length, run.Length)];
        longest.CopyTo(run);
        return longest.Length;
    }

    private static bool Contains(ReadOnlySpan<byte> text, byte[][] forms)
    {
        foreach (var form in forms)
        {
            if (text.IndexOf(form) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private static byte[] Blank(byte[] text, byte[][] forms)
    {
        var blanked = text.ToArray();
        foreach (var form in forms)
        {
            var rest = blanked.AsSpan();
            for (var at = rest.IndexOf(form); at >= 0; at = rest.IndexOf(form))
            {
                rest.Slice(at, form.Length).Fill((byte)'*');
                rest = rest[(at + form.Length)..];
            }
        }

        return blanked;
    }
}
