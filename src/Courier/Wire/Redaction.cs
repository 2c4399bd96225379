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

    private readonly byte[][] _forms;

    private Redaction(IEnumerable<string> forms) =>
        _forms = [.. forms.Where(form => form.Length >= ShortestSecret).Distinct(StringComparer.Ordinal)
            .OrderByDescending(form => form.Length).Select(Encoding.ASCII.GetBytes)];

    /// <summary>What must not come back of this request.</summary>
    public static Redaction Of(ExchangeRequest request)
    {
        var at = request.Query.LastIndexOf(Parameter, StringComparison.Ordinal);
        var encoded = at < 0 ? "" : request.Query[(at + Parameter.Length)..];
        return new([.. Forms(encoded), request.ApiKey]);
    }

    /// <summary>The answer without them; the same object when they are not in it.</summary>
    public ExchangeAnswer Apply(ExchangeAnswer answer) =>
        Contains(answer.Headers) || Contains(answer.Body)
            ? new ExchangeAnswer
            {
                Status = answer.Status,
                Headers = Blank(answer.Headers),
                Body = Blank(answer.Body),
                IsEncoded = answer.IsEncoded,
                RetryAfter = answer.RetryAfter,
                UsedWeight = answer.UsedWeight,
                CountsAccount = answer.CountsAccount,
            }
            : answer;

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

    private bool Contains(ReadOnlySpan<byte> text)
    {
        foreach (var form in _forms)
        {
            if (text.IndexOf(form) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private byte[] Blank(byte[] text)
    {
        var blanked = text.ToArray();
        foreach (var form in _forms)
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
