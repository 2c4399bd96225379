using System.Buffers.Text;

namespace Countersign.Benchmarks.Ordering;

/// <summary>As much of HTTP/1.1 as it takes to know where an answer ends.</summary>
internal static class HttpAnswer
{
    /// <summary>The length of the first answer in these bytes; null when it has not arrived completely.</summary>
    /// <exception cref="IOException">It is not the answer to an order that was taken.</exception>
    public static int? LengthOf(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return null;
        }

        var head = bytes[..end];
        var name = "\r\nContent-Length: "u8;
        var at = head.IndexOf(name);
        if (!head.StartsWith("HTTP/1.1 200"u8) || at < 0 || !Utf8Parser.TryParse(head[(at + name.Length)..], out int length, out _))
        {
            throw new IOException($"an order was answered with: {System.Text.Encoding.UTF8.GetString(bytes)}");
        }

        return bytes.Length >= end + 4 + length ? end + 4 + length : null;
    }
}
