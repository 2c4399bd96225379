namespace Countersign.Core.Refusals;

/// <summary>Hostile text made fit for a sentence: printable ASCII only, cut at a length that a log line bears.</summary>
public static class Quoted
{
    private const int MaxLength = 40;

    public static string From(ReadOnlySpan<byte> text)
    {
        Span<char> safe = stackalloc char[MaxLength];
        var length = Math.Min(text.Length, MaxLength);
        for (var i = 0; i < length; i++)
        {
            safe[i] = IsHarmless((char)text[i]) ? (char)text[i] : '?';
        }

        return text.Length > MaxLength ? $"{safe}..." : safe[..length].ToString();
    }

    public static string From(ReadOnlySpan<char> text)
    {
        Span<char> safe = stackalloc char[MaxLength];
        var length = Math.Min(text.Length, MaxLength);
        for (var i = 0; i < length; i++)
        {
            safe[i] = IsHarmless(text[i]) ? text[i] : '?';
        }

        return text.Length > MaxLength ? $"{safe}..." : safe[..length].ToString();
    }

    private static bool IsHarmless(char c) => c is > ' ' and < '\x7f' and not ('"' or '\\' or '<' or '>' or '&' or '\'');
}
