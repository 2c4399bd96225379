namespace Countersign.Core.Journal.Checkpoints;

/// <summary>Base 64 of RFC 4648, section 4, in its one canonical form: .NET's reader passes over white space and loose bits at the end.</summary>
internal static class StrictBase64
{
    internal static bool TryRead(ReadOnlySpan<char> text, out byte[] bytes)
    {
        var buffer = new byte[text.Length];
        if (Convert.TryFromBase64Chars(text, buffer, out var length))
        {
            bytes = buffer[..length];
            return text.SequenceEqual(Convert.ToBase64String(bytes));
        }

        bytes = [];
        return false;
    }
}
