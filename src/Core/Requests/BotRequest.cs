using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Countersign.Core.Catalogue;
using Countersign.Core.Refusals;

namespace Countersign.Core.Requests;

/// <summary>
/// A signed request as a bot sent it, understood completely. It says what the bot claims; that the bot said it is for the signer to
/// verify, with <see cref="SignedBytes"/> and <see cref="Signature"/>.
/// One object reads one request after another without allocating: each thread that reads has its own. Whatever is taken
/// out of it is a view, good until it reads the next; what must last longer, or go to another thread, is copied.
/// </summary>
public sealed class BotRequest
{
    /// <summary>Length of an HMAC-SHA256 in bytes.</summary>
    public const int MacLength = 32;

    private readonly ParameterReader _reader = new();

    /// <summary>The call that was read last.</summary>
    public Endpoint Endpoint { get; private set; } = SpotEndpoints.Account;

    /// <summary>Without <c>timestamp</c>, <c>recvWindow</c> and <c>signature</c>.</summary>
    public int ParameterCount => _reader.Parameters.Count;

    /// <summary>Since 1970. The bot may have sent milliseconds or microseconds; the magnitude tells, as at the exchange.</summary>
    public long TimestampMicroseconds => _reader.TimestampMicroseconds;

    /// <summary>For how long the bot's timestamp is good, at most a minute; five seconds if the bot sent none.</summary>
    public long RecvWindowMicroseconds => _reader.RecvWindowMicroseconds;

    /// <summary>The text of the signature parameter as sent, not decoded.</summary>
    public ReadOnlySpan<byte> Signature => _reader.Signature;

    public SignedBytes SignedBytes => _reader.SignedBytes;

    /// <summary>
    /// Reads a request to a signed endpoint in place of the one before, or says why not; then nothing in it means anything. Never throws, on any
    /// input. It reads requests to endpoints of <see cref="Endpoint.NeverSigned"/> too, so that the attempt can be put down to a verified
    /// bot before it is refused.
    /// </summary>
    public bool TryRead(
        HttpVerb method, ReadOnlySpan<byte> path, ReadOnlySpan<byte> query, ReadOnlySpan<byte> body, [NotNullWhen(false)] out Refusal? refusal)
    {
        if (EndpointCatalogue.Find(method, path) is not { } endpoint)
        {
            refusal = new Refusal(RefusalKind.UnknownEndpoint, $"{method.ToWire()} {Quoted.From(path)} is not a call that countersign knows");
            return false;
        }

        return TryRead(endpoint, query, body, out refusal);
    }

    /// <inheritdoc cref="TryRead(HttpVerb, ReadOnlySpan{byte}, ReadOnlySpan{byte}, ReadOnlySpan{byte}, out Refusal?)"/>
    public bool TryRead(Endpoint endpoint, ReadOnlySpan<byte> query, ReadOnlySpan<byte> body, [NotNullWhen(false)] out Refusal? refusal)
    {
        Endpoint = endpoint;
        refusal = RefuseByShape(endpoint, query.Length, body.Length) ?? _reader.Read(endpoint, query, body);
        return refusal is null;
    }

    /// <summary>A parameter by its position: in the bot's order, query before body, no name twice.</summary>
    public Parameter ParameterAt(int position)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)position, (uint)ParameterCount, nameof(position));
        ref readonly var slot = ref _reader.Parameters.At(position);
        return new Parameter(slot.Name, _reader.ValueOf(in slot));
    }

    /// <summary>The value of a parameter, decoded UTF-8; empty if the bot did not send it, for no value is.</summary>
    public ReadOnlySpan<byte> Find(KnownParameter name)
    {
        var position = _reader.Parameters.PositionOf(name);
        return position < 0 ? default : _reader.ValueOf(in _reader.Parameters.At(position));
    }

    /// <summary>The value of a price or a quantity; null if the bot did not send it.</summary>
    public decimal? FindNumber(KnownParameter name)
    {
        var position = _reader.Parameters.PositionOf(name);
        return position < 0 ? null : _reader.Parameters.At(position).Number;
    }

    /// <summary>Reads the signature as a hex HMAC-SHA256, digits in either case; false if it is anything else.</summary>
    public bool TryReadMac(Span<byte> destination) =>
        Signature.Length == 2 * MacLength
        && Convert.FromHexString(Signature, destination[..MacLength], out _, out _) == OperationStatus.Done;

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
        for (var i = 0; i < ParameterCount; i++)
        {
            names.Append(names.Length == 0 ? "" : " ").Append(ParameterAt(i).Name.Text);
        }

        return $"{Endpoint} {names}";
    }
}
