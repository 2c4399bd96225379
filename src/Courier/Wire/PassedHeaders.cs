using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Countersign.Courier.Wire;

/// <summary>The few headers of an answer that a bot gets to see, and only with values that cannot shape anything.</summary>
internal static class PassedHeaders
{
    private const int MaxLength = 16 * 1024;
    private const int MaxRetrySeconds = 3 * 24 * 3600;

    /// <summary>Lines of 'name: value' ended by CR LF, names in lower case.</summary>
    public static byte[] Write(HttpResponseMessage response)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in All(response))
        {
            var lower = name.ToLowerInvariant();
            if (Passes(lower) && IsPlain(value) && text.Length + lower.Length + value.Length + 4 <= MaxLength)
            {
                text.Append(lower).Append(": ").Append(value).Append("\r\n");
            }
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    /// <summary>The first value of a header read as a whole number of its own range, null where it is none.</summary>
    public static int? Number(HttpResponseMessage response, string name)
    {
        foreach (var (candidate, value) in All(response))
        {
            if (candidate.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
            }
        }

        return null;
    }

    /// <summary>Retry-After in seconds, as the exchange gives it, with the longest ban it names as the limit.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage response) =>
        Number(response, "Retry-After") is { } seconds ? TimeSpan.FromSeconds(Math.Min(seconds, MaxRetrySeconds)) : null;

    /// <summary>True when there is a Content-Encoding that changes the body.</summary>
    public static bool IsEncoded(HttpResponseMessage response) =>
        All(response).Any(header => header.Name.Equals("Content-Encoding", StringComparison.OrdinalIgnoreCase)
            && !header.Value.Trim().Equals("identity", StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<(string Name, string Value)> All(HttpResponseMessage response) =>
        Values(response.Headers.NonValidated).Concat(Values(response.Content.Headers.NonValidated));

    private static IEnumerable<(string Name, string Value)> Values(HttpHeadersNonValidated headers) =>
        headers.SelectMany(header => header.Value.Select(value => (header.Key, value)));

    private static bool Passes(string name) =>
        name is "content-type" or "content-encoding" or "retry-after" or "date"
        || ((name.StartsWith("x-mbx-", StringComparison.Ordinal) || name.StartsWith("x-sapi-", StringComparison.Ordinal))
            && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'));

    private static bool IsPlain(string value) => value.All(c => c is >= ' ' and <= '~');
}
