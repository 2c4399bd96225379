using System.Buffers;
using System.Buffers.Text;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using System.Globalization;
using Countersign.Core.Catalogue;

namespace Countersign.Core.Requests;

/// <summary>
/// The one form in which a request is signed and sent: all parameters in the query in their order, RFC 3986 percent-encoded with
/// upper-case hex, then <c>newClientOrderId</c> where the signer supplied it, <c>recvWindow</c> and <c>timestamp</c>; no body.
/// The payload to sign is these very bytes; the wire carries them with <c>&amp;signature=</c> appended.
/// </summary>
public sealed class CanonicalRequest
{
    private const string ClientOrderIdName = "newClientOrderId";
    private const int MaxNumberLength = 20;

    private CanonicalRequest(Endpoint endpoint, byte[] payload, string? clientOrderId)
    {
        Endpoint = endpoint;
        Payload = payload;
        ClientOrderId = clientOrderId;
    }

    public Endpoint Endpoint { get; }

    /// <summary>The bytes to sign, printable ASCII.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>The id by which an order of unknown outcome is asked after: the bot's, else the stamp's; null if it places no order.</summary>
    public string? ClientOrderId { get; }

    /// <summary>The canonical form of what a bot asked for.</summary>
    public static CanonicalRequest From(BotRequest request, Stamp stamp) => Build(request.Endpoint, request.Parameters, stamp);

    /// <summary>The canonical form of a request that Countersign makes for itself; the endpoint must have each name.</summary>
    public static CanonicalRequest ForHouse(Endpoint endpoint, Stamp stamp, params ReadOnlySpan<(string Name, string Value)> parameters)
    {
        var named = ImmutableArray.CreateBuilder<Parameter>(parameters.Length);
        foreach (var (name, value) in parameters)
        {
            var known = endpoint.FindParameter(Encoding.ASCII.GetBytes(name))
                ?? throw new ArgumentException($"{endpoint} has no parameter {name}", nameof(parameters));
            named.Add(new Parameter(known, value));
        }

        return Build(endpoint, named.DrainToImmutable(), stamp);
    }

    /// <summary>How many bytes <see cref="WriteSigned"/> writes for a signature of this many bytes, at most.</summary>
    public int MaxSignedLength(int signatureLength) =>
        // Base64 takes four characters for three bytes, and each of them may need three when percent-encoded.
        Payload.Length + "&signature=".Length + (3 * Base64.GetMaxEncodedToUtf8Length(signatureLength));

    /// <summary>Writes the query as it goes on the wire, and returns its length.</summary>
    public int WriteSigned(Span<byte> destination, ReadOnlySpan<byte> signature, SignatureEncoding encoding)
    {
        Payload.Span.CopyTo(destination);
        var at = Payload.Length;
        "&signature="u8.CopyTo(destination[at..]);
        at += "&signature=".Length;
        return at + (encoding == SignatureEncoding.Hex ? WriteHex(signature, destination[at..]) : WriteBase64(signature, destination[at..]));
    }

    private static CanonicalRequest Build(Endpoint endpoint, ImmutableArray<Parameter> parameters, Stamp stamp)
    {
        // The judge has refused it before; this makes sure that no path around the judge exists.
        if (endpoint.NeverSigned)
        {
            throw new UnreachableException($"{endpoint} is never signed");
        }

        var clientOrderId = endpoint.PlacesOrder ? FindClientOrderId(parameters) : null;
        var supplied = endpoint.PlacesOrder && clientOrderId is null ? stamp.NewClientOrderId : null;

        var length = "recvWindow=&timestamp=".Length + (2 * MaxNumberLength);
        foreach (var (name, value) in parameters)
        {
            length += name.Utf8.Length + PercentCoding.EncodedLength(value) + 2;
        }

        length += supplied is null ? 0 : ClientOrderIdName.Length + PercentCoding.EncodedLength(supplied) + 2;

        var rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var at = 0;
            foreach (var (name, value) in parameters)
            {
                at = WritePair(rented, at, name.Utf8, value);
            }

            if (supplied is not null)
            {
                at = WritePair(rented, at, "newClientOrderId"u8, supplied);
            }

            at = WriteNumber(rented, at, "recvWindow="u8, stamp.RecvWindowMilliseconds);
            rented[at++] = (byte)'&';
            at = WriteNumber(rented, at, "timestamp="u8, stamp.TimestampMilliseconds);
            return new CanonicalRequest(endpoint, rented[..at], clientOrderId ?? supplied);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static string? FindClientOrderId(ImmutableArray<Parameter> parameters)
    {
        foreach (var (name, value) in parameters)
        {
            if (string.Equals(name.Text, ClientOrderIdName, StringComparison.Ordinal))
            {
                return value;
            }
        }

        return null;
    }

    private static int WritePair(Span<byte> output, int at, ReadOnlySpan<byte> name, string value)
    {
        name.CopyTo(output[at..]);
        at += name.Length;
        output[at++] = (byte)'=';
        at += PercentCoding.Encode(value, output[at..]);
        output[at++] = (byte)'&';
        return at;
    }

    private static int WriteNumber(Span<byte> output, int at, ReadOnlySpan<byte> name, long value)
    {
        name.CopyTo(output[at..]);
        at += name.Length;
        return value.TryFormat(output[at..], out var written, default, CultureInfo.InvariantCulture)
            ? at + written
            : throw new UnreachableException();
    }

    private static int WriteHex(ReadOnlySpan<byte> signature, Span<byte> output) =>
        Convert.TryToHexStringLower(signature, output, out var written)
            ? written
            : throw new ArgumentException("the destination is shorter than MaxSignedLength", nameof(output));

    private static int WriteBase64(ReadOnlySpan<byte> signature, Span<byte> output)
    {
        Span<byte> base64 = stackalloc byte[Base64.GetMaxEncodedToUtf8Length(signature.Length)];
        Base64.EncodeToUtf8(signature, base64, out _, out var length);
        var at = 0;
        foreach (var b in base64[..length])
        {
            switch (b)
            {
                case (byte)'+':
                    "%2B"u8.CopyTo(output[at..]);
                    at += 3;
                    break;
                case (byte)'/':
                    "%2F"u8.CopyTo(output[at..]);
                    at += 3;
                    break;
                case (byte)'=':
                    "%3D"u8.CopyTo(output[at..]);
                    at += 3;
                    break;
                default:
                    output[at++] = b;
                    break;
            }
        }

        return at;
    }
}
