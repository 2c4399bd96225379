using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Countersign.Core.Catalogue;
using Countersign.Core.Refusals;

namespace Countersign.Core.Requests;

/// <summary>
/// A signed request as a bot sent it, understood completely. It says what the bot claims; that the bot said it is for the signer to
/// verify, with <see cref="SignedBytes"/> and <see cref="Signature"/>. Both are views into the caller's buffers, which must
/// outlive it and not change.
/// </summary>
public sealed class BotRequest
{
    /// <summary>Length of an HMAC-SHA256 in bytes.</summary>
    public const int MacLength = 32;

    internal BotRequest(Endpoint endpoint, ParameterReader reader, SignedBytes signedBytes)
    {
        Endpoint = endpoint;
        Parameters = reader.DrainParameters();
        TimestampMicroseconds = reader.TimestampMicroseconds;
        RecvWindowMilliseconds = reader.RecvWindowMilliseconds;
        Signature = reader.Signature;
        SignedBytes = signedBytes;
    }

    public Endpoint Endpoint { get; }

    /// <summary>In the bot's order, query before body; without <c>timestamp</c>, <c>recvWindow</c> and <c>signature</c>. No name twice.</summary>
    public ImmutableArray<Parameter> Parameters { get; }

    /// <summary>Since 1970. The bot may have sent milliseconds or microseconds; the magnitude tells, as at the exchange.</summary>
    public long TimestampMicroseconds { get; }

    /// <summary>For how long the bot's timestamp is good, at most 60000, up to three decimals; 5000 if the bot sent none.</summary>
    public decimal RecvWindowMilliseconds { get; }

    /// <summary>The text of the signature parameter as sent, not decoded.</summary>
    public ReadOnlyMemory<byte> Signature { get; }

    public SignedBytes SignedBytes { get; }

    /// <summary>
    /// Reads a request to a signed endpoint, or says why not. Never throws, on any input. It reads requests to endpoints of
    /// <see cref="Endpoint.NeverSigned"/> too, so that the attempt can be put down to a verified bot before it is refused.
    /// </summary>
    public static bool TryRead(
        HttpVerb method,
        ReadOnlySpan<byte> path,
        ReadOnlyMemory<byte> query,
        ReadOnlyMemory<byte> body,
        [NotNullWhen(true)] out BotRequest? request,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        request = null;
        if (EndpointCatalogue.Find(method, path) is not { } endpoint)
        {
            refusal = new Refusal(RefusalKind.UnknownEndpoint, $"{method.ToWire()} {Quoted.From(path)} is not a call that countersign knows");
            return false;
        }

        return TryRead(endpoint, query, body, out request, out refusal);
    }

    /// <inheritdoc cref="TryRead(HttpVerb, ReadOnlySpan{byte}, ReadOnlyMemory{byte}, ReadOnlyMemory{byte}, out BotRequest?, out Refusal?)"/>
    public static bool TryRead(
        Endpoint endpoint,
        ReadOnlyMemory<byte> query,
        ReadOnlyMemory<byte> body,
        [NotNullWhen(true)] out BotRequest? request,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        request = null;
        refusal = RefuseByShape(endpoint, query.Length, body.Length);
        if (refusal is not null)
        {
            return false;
        }

        var reader = new ParameterReader(endpoint);
        var bodyWithoutSignature = default(WithoutSignature);
        refusal = reader.Read(query, out var queryWithoutSignature)
            ?? reader.Read(body, out bodyWithoutSignature)
            ?? reader.RefuseIncomplete();
        if (refusal is not null)
        {
            return false;
        }

        request = new BotRequest(endpoint, reader, new SignedBytes(
            queryWithoutSignature.Before, queryWithoutSignature.After, bodyWithoutSignature.Before, bodyWithoutSignature.After));
        return true;
    }

    /// <summary>Reads the signature as a hex HMAC-SHA256, digits in either case; false if it is anything else.</summary>
    public bool TryReadMac(Span<byte> destination)
    {
        var text = Signature.Span;
        return text.Length == 2 * MacLength
            && Convert.FromHexString(text, destination[..MacLength], out _, out _) == OperationStatus.Done;
    }

    /// <summary>The value of a parameter; null if the bot did not send it.</summary>
    public string? Find(string name)
    {
        foreach (var parameter in Parameters)
        {
            if (string.Equals(parameter.Name.Text, name, StringComparison.Ordinal))
            {
                return parameter.Value;
            }
        }

        return null;
    }

    private static Refusal? RefuseByShape(Endpoint endpoint, int queryLength, int bodyLength)
    {
        if (endpoint.Access == Access.Stream)
        {
            return new Refusal(RefusalKind.StreamNotPassed, $"{endpoint} hands out a token for the real account's events");
        }

        if (!endpoint.IsSigned)
        {
            return new Refusal(RefusalKind.NeverSigned, $"{endpoint} takes no signature; ask for it without one");
        }

        if (queryLength > RequestLimits.MaxQuery || bodyLength > RequestLimits.MaxBody)
        {
            return new Refusal(RefusalKind.RequestTooLong,
                $"query of {queryLength} and body of {bodyLength} bytes; the limits are {RequestLimits.MaxQuery} and {RequestLimits.MaxBody}");
        }

        // The exchange reads a GET's parameters from the query only; what it would make of a body is anybody's guess.
        if (endpoint.Method == HttpVerb.Get && bodyLength > 0)
        {
            return new Refusal(RefusalKind.BodyNotExpected, $"{endpoint} takes its parameters in the query, but a body of {bodyLength} bytes was sent");
        }

        return null;
    }

    public override string ToString()
    {
        var names = new StringBuilder();
        foreach (var parameter in Parameters)
        {
            names.Append(names.Length == 0 ? "" : " ").Append(parameter.Name.Text);
        }

        return $"{Endpoint} {names}";
    }
}
