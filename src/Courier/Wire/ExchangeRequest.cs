using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Countersign.Core.Catalogue;

namespace Countersign.Courier.Wire;

/// <summary>
/// One request to the exchange, fit to be written on the wire as it stands: no byte in it can end a request line or a header. Its
/// query may carry a signature, so it is never printed.
/// </summary>
internal sealed class ExchangeRequest
{
    private const int MaxHeaderValue = 1024;

    // What a request target may hold raw: visible ASCII, and no '#', behind which a server may see nothing.
    private static readonly SearchValues<byte> _target = SearchValues.Create([.. Enumerable.Range(0x21, 0x5E).Where(b => b != '#').Select(b => (byte)b)]);
    private static readonly SearchValues<byte> _headerValue = SearchValues.Create([.. Enumerable.Range(0x20, 0x5F).Select(b => (byte)b)]);

    private ExchangeRequest(Endpoint endpoint, string query)
    {
        Endpoint = endpoint;
        Query = query;
    }

    public Endpoint Endpoint { get; }

    /// <summary>Behind the question mark; empty for none.</summary>
    public string Query { get; }

    public string ApiKey { get; private init; } = "";

    public string TimeUnit { get; private init; } = "";

    public string AcceptEncoding { get; private init; } = "";

    /// <summary>How long the whole answer may take; null for the client's limit.</summary>
    public TimeSpan? Patience { get; private init; }

    /// <summary>Takes the bytes as they came from another process; false when one of them could change the shape of the request.</summary>
    public static bool TryCreate(
        Endpoint endpoint,
        ReadOnlySpan<byte> query,
        ReadOnlySpan<byte> apiKey,
        ReadOnlySpan<byte> timeUnit,
        ReadOnlySpan<byte> acceptEncoding,
        [NotNullWhen(true)] out ExchangeRequest? request)
    {
        request = null;
        if (query.ContainsAnyExcept(_target) || !IsHeaderValue(apiKey) || !IsHeaderValue(timeUnit) || !IsHeaderValue(acceptEncoding))
        {
            return false;
        }

        request = new ExchangeRequest(endpoint, Encoding.ASCII.GetString(query))
        {
            ApiKey = Encoding.ASCII.GetString(apiKey),
            TimeUnit = Encoding.ASCII.GetString(timeUnit),
            AcceptEncoding = Encoding.ASCII.GetString(acceptEncoding),
        };
        return true;
    }

    /// <summary>A request for public data that the courier makes itself.</summary>
    public static ExchangeRequest ForPublicData(Endpoint endpoint, string query = "", string timeUnit = "") => new(endpoint, query) { TimeUnit = timeUnit };

    /// <summary>The same request with a limit of its own for the answer.</summary>
    public ExchangeRequest With(TimeSpan patience) =>
        new(Endpoint, Query) { ApiKey = ApiKey, TimeUnit = TimeUnit, AcceptEncoding = AcceptEncoding, Patience = patience };

    private static bool IsHeaderValue(ReadOnlySpan<byte> value) => value.Length <= MaxHeaderValue && !value.ContainsAnyExcept(_headerValue);
}
