using System.Diagnostics;
using System.Globalization;
using System.Text;
using Countersign.Core.Catalogue;

namespace Countersign.Core.Requests;

/// <summary>
/// The one form in which a request is signed and sent: all parameters in the query in their order, RFC 3986 percent-encoded with
/// upper-case hex, then <c>newClientOrderId</c> where the signer supplied it, <c>recvWindow</c> and <c>timestamp</c>; no body.
/// The payload to sign is these very bytes, printable ASCII; the wire carries them with the signature that <see cref="SignedQuery"/> appends.
/// They are written into the caller's buffer and need nothing else to be signed and sent, also later and by another thread.
/// </summary>
public static class CanonicalRequest
{
    /// <summary>What the stamp adds, at most: three names, two numbers, and an id of which every character is encoded.</summary>
    private const int MaxStamp = 256;

    /// <summary>No request that was read is longer in this form.</summary>
    public const int MaxLength = RequestLimits.MaxCanonical + MaxStamp;

    /// <summary>Writes the canonical form of what a bot asked for, and returns its length.</summary>
    /// <param name="request">Judged, and not of <see cref="Endpoint.NeverSigned"/>.</param>
    /// <param name="stamp">Its id is used if the endpoint places an order and the bot named none.</param>
    /// <param name="destination">At least <see cref="MaxLength"/> bytes.</param>
    public static int Write(BotRequest request, scoped in Stamp stamp, Span<byte> destination)
    {
        ThrowIfNeverSigned(request.Endpoint);
        var at = 0;
        for (var i = 0; i < request.ParameterCount; i++)
        {
            var parameter = request.ParameterAt(i);
            at = WritePair(destination, at, parameter.Name.Utf8, parameter.Value);
        }

        if (NeedsClientOrderId(request) && !stamp.NewClientOrderId.IsEmpty)
        {
            at = WritePair(destination, at, "newClientOrderId"u8, stamp.NewClientOrderId);
        }

        return WriteStamp(destination, at, stamp);
    }

    /// <summary>Writes the canonical form of a request that Countersign makes for itself; the endpoint must have each name.</summary>
    public static int WriteForHouse(
        Endpoint endpoint, scoped in Stamp stamp, Span<byte> destination, params ReadOnlySpan<(string Name, string Value)> parameters)
    {
        ThrowIfNeverSigned(endpoint);
        var at = 0;
        foreach (var (name, value) in parameters)
        {
            var known = endpoint.FindParameter(Encoding.ASCII.GetBytes(name))
                ?? throw new ArgumentException($"{endpoint} has no parameter {name}", nameof(parameters));
            at = WritePair(destination, at, known.Utf8, Encoding.UTF8.GetBytes(value));
        }

        return WriteStamp(destination, at, stamp);
    }

    /// <summary>True for an order that the bot did not name: it gets the id of the stamp, by which it can be asked after.</summary>
    public static bool NeedsClientOrderId(BotRequest request) =>
        request.Endpoint.PlacesOrder && request.Find(KnownParameter.NewClientOrderId).IsEmpty;

    // The judge has refused it before; this makes sure that no path around the judge exists.
    private static void ThrowIfNeverSigned(Endpoint endpoint)
    {
        if (endpoint.NeverSigned)
        {
            throw new UnreachableException($"{endpoint} is never signed");
        }
    }

    private static int WritePair(Span<byte> output, int at, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        name.CopyTo(output[at..]);
        at += name.Length;
        output[at++] = (byte)'=';
        at += PercentCoding.Encode(value, output[at..]);
        output[at++] = (byte)'&';
        return at;
    }

    private static int WriteStamp(Span<byte> output, int at, scoped in Stamp stamp)
    {
        at = WriteNumber(output, at, "recvWindow="u8, stamp.RecvWindowMilliseconds);
        output[at++] = (byte)'&';
        return WriteNumber(output, at, "timestamp="u8, stamp.TimestampMilliseconds);
    }

    private static int WriteNumber(Span<byte> output, int at, ReadOnlySpan<byte> name, long value)
    {
        name.CopyTo(output[at..]);
        at += name.Length;
        return value.TryFormat(output[at..], out var written, default, CultureInfo.InvariantCulture)
            ? at + written
            : throw new ArgumentException("the destination is shorter than MaxLength", nameof(output));
    }
}
