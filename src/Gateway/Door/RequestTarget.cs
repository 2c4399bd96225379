using System.Text;

namespace Countersign.Gateway.Door;

/// <summary>
/// A request target cut at its seams, nothing decoded: an optional host of the exchange as first segment, the path, the query. What the
/// path means is decided by an exact look-up, so <c>..</c>, <c>//</c> and percent-encoding name nothing.
/// </summary>
/// <param name="Host">Empty if the path starts at the root.</param>
/// <param name="Path">From its slash.</param>
/// <param name="Query">Behind the first question mark; empty without one.</param>
internal sealed record RequestTarget(string Host, ReadOnlyMemory<byte> Path, ReadOnlyMemory<byte> Query)
{
    /// <summary>Reads the target as it stood in the request line; null for one that does not start with a slash (RFC 9112, 3.2).</summary>
    internal static RequestTarget? Read(string rawTarget)
    {
        if (rawTarget is not ['/', ..])
        {
            return null;
        }

        // One byte for each character: the server has refused a target outside ASCII.
        ReadOnlyMemory<byte> target = Encoding.Latin1.GetBytes(rawTarget);
        var mark = target.Span.IndexOf((byte)'?');
        var path = mark < 0 ? target : target[..mark];
        var query = mark < 0 ? default : target[(mark + 1)..];

        var second = path.Span[1..].IndexOf((byte)'/') + 1;
        return second > 1 && path.Span[1..second].Contains((byte)'.')
            ? new RequestTarget(rawTarget[1..second], path[second..], query)
            : new RequestTarget("", path, query);
    }
}
