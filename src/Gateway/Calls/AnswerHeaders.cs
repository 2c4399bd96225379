using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace Countersign.Gateway.Calls;

/// <summary>Reads the header lines of an answer frame: <c>name: value</c>, each ended by CR LF.</summary>
internal static class AnswerHeaders
{
    private static readonly SearchValues<byte> _nameBytes =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-.^_`|~"u8);

    // They belong to the connection with the bot, which is framed anew (RFC 9110, 7.6.1).
    private static readonly FrozenSet<string> _ofTheConnection = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Connection", "Content-Length", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade");

    /// <summary>False for lines that are no headers: the courier sends none such.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> lines, out List<AnswerHeader> headers)
    {
        headers = [];
        while (!lines.IsEmpty)
        {
            var end = lines.IndexOf("\r\n"u8);
            if (end < 0 || !TryReadLine(lines[..end], headers))
            {
                return false;
            }

            lines = lines[(end + 2)..];
        }

        return true;
    }

    private static bool TryReadLine(ReadOnlySpan<byte> line, List<AnswerHeader> headers)
    {
        var colon = line.IndexOf((byte)':');
        if (colon <= 0 || line[..colon].ContainsAnyExcept(_nameBytes))
        {
            return false;
        }

        var value = line[(colon + 1)..].Trim((byte)' ');
        if (value.ContainsAnyInRange((byte)0x00, (byte)0x1F) || value.Contains((byte)0x7F))
        {
            return false;
        }

        var name = Encoding.ASCII.GetString(line[..colon]);
        if (!_ofTheConnection.Contains(name))
        {
            headers.Add(new AnswerHeader(name, Encoding.Latin1.GetString(value)));
        }

        return true;
    }
}
