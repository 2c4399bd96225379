using System.Text;

namespace Countersign.Core.Names;

/// <summary>
/// The one grammar of owners, exchange keys and bots: short enough for a file name, a log line and an associated-data field, and
/// without two spellings of the same name.
/// </summary>
public static class NameGrammar
{
    /// <summary>Longest name, in characters (all are ASCII, so also in bytes).</summary>
    public const int MaxLength = 64;

    /// <summary>The rule in words, for messages to the operator.</summary>
    public const string Rule =
        "a name has 1 to 64 characters: lower-case letters, digits, '.', '_' and '-', the first a letter or a digit";

    internal static bool TryRead(ReadOnlySpan<char> text, out string name)
    {
        name = string.Empty;
        if (text.IsEmpty || text.Length > MaxLength || text[0] is '.' or '_' or '-')
        {
            return false;
        }

        foreach (char c in text)
        {
            if (c is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '.' or '_' or '-'))
            {
                return false;
            }
        }

        name = text.ToString();
        return true;
    }

    internal static bool TryRead(ReadOnlySpan<byte> ascii, out string name)
    {
        name = string.Empty;
        if (ascii.Length > MaxLength)
        {
            return false;
        }

        Span<char> text = stackalloc char[MaxLength];
        return Encoding.Latin1.TryGetChars(ascii, text, out int length) && TryRead(text[..length], out name);
    }

    internal static string Require(string? name) =>
        name ?? throw new InvalidOperationException("a name was used before it was read");
}
