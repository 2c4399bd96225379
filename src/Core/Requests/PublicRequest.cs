using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Countersign.Core.Catalogue;
using Countersign.Core.Refusals;

namespace Countersign.Core.Requests;

/// <summary>
/// A call for public data, fit to be sent without credentials: the bot's bytes in the bot's order, less <c>signature</c>,
/// <c>apiKey</c>, and <c>timestamp</c> and <c>recvWindow</c> where the endpoint does not have them.
/// </summary>
public sealed class PublicRequest
{
    // What may stand in a query on the wire: printable ASCII without the characters that no client leaves raw. No space, no '#'.
    private static readonly SearchValues<byte> _queryBytes =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~!$'()*,;:@/?[]{}\"+%&="u8);

    private PublicRequest(Endpoint endpoint, ReadOnlyMemory<byte> query)
    {
        Endpoint = endpoint;
        Query = query;
    }

    public Endpoint Endpoint { get; }

    /// <summary>The query to send, without question mark; may be empty.</summary>
    public ReadOnlyMemory<byte> Query { get; }

    /// <summary>Reads a call for public data, or says why it does not pass. Never throws, on any input.</summary>
    public static bool TryRead(
        HttpVerb method,
        ReadOnlySpan<byte> path,
        ReadOnlyMemory<byte> query,
        int bodyLength,
        [NotNullWhen(true)] out PublicRequest? request,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        request = null;
        if (EndpointCatalogue.Find(method, path) is not { } endpoint)
        {
            refusal = new Refusal(RefusalKind.UnknownEndpoint, $"{method.ToWire()} {Quoted.From(path)} is not a call that countersign knows");
            return false;
        }

        refusal = Refuse(endpoint, query.Span, bodyLength);
        if (refusal is not null)
        {
            return false;
        }

        request = new PublicRequest(endpoint, WithoutCredentials(endpoint, query));
        return true;
    }

    private static Refusal? Refuse(Endpoint endpoint, ReadOnlySpan<byte> query, int bodyLength)
    {
        if (endpoint.Access == Access.Stream)
        {
            return new Refusal(RefusalKind.StreamNotPassed, $"{endpoint} hands out a token for the real account's events");
        }

        if (!endpoint.IsPublic)
        {
            return endpoint.IsSigned
                ? new Refusal(RefusalKind.MissingParameter, $"{endpoint} is no public data: parameter signature was not sent")
                : new Refusal(RefusalKind.UnknownEndpoint, $"{endpoint} is known only from outdated documentation");
        }

        if (query.Length > RequestLimits.MaxQuery)
        {
            return new Refusal(RefusalKind.RequestTooLong, $"query of {query.Length} bytes; the limit is {RequestLimits.MaxQuery}");
        }

        if (bodyLength > 0)
        {
            return new Refusal(RefusalKind.BodyNotExpected, $"{endpoint} takes its parameters in the query, but a body of {bodyLength} bytes was sent");
        }

        return query.ContainsAnyExcept(_queryBytes) || HasDisguisedName(query)
            ? new Refusal(RefusalKind.IllegalCharacters, "the query holds characters that must be percent-encoded, or an encoded name")
            : null;
    }

    // An encoded name could carry a credential past the list below; no client encodes a letter.
    private static bool HasDisguisedName(ReadOnlySpan<byte> query)
    {
        foreach (var range in query.Split((byte)'&'))
        {
            if (Name(query[range]).Contains((byte)'%'))
            {
                return true;
            }
        }

        return false;
    }

    private static ReadOnlyMemory<byte> WithoutCredentials(Endpoint endpoint, ReadOnlyMemory<byte> query)
    {
        if (!HasCredentials(endpoint, query.Span))
        {
            return query;
        }

        var kept = new ArrayBufferWriter<byte>(query.Length);
        foreach (var range in query.Span.Split((byte)'&'))
        {
            var pair = query.Span[range];
            if (!IsCredential(endpoint, pair))
            {
                kept.Write(kept.WrittenCount > 0 ? "&"u8 : []);
                kept.Write(pair);
            }
        }

        return kept.WrittenMemory;
    }

    private static bool HasCredentials(Endpoint endpoint, ReadOnlySpan<byte> query)
    {
        foreach (var range in query.Split((byte)'&'))
        {
            if (IsCredential(endpoint, query[range]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsCredential(Endpoint endpoint, ReadOnlySpan<byte> pair)
    {
        var name = Name(pair);
        return name.SequenceEqual("signature"u8)
            || name.SequenceEqual("apiKey"u8)
            || ((name.SequenceEqual("timestamp"u8) || name.SequenceEqual("recvWindow"u8)) && endpoint.FindParameter(name) is null);
    }

    private static ReadOnlySpan<byte> Name(ReadOnlySpan<byte> pair)
    {
        var equals = pair.IndexOf((byte)'=');
        return equals < 0 ? pair : pair[..equals];
    }
}
