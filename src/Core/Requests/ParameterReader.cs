using System.Globalization;
using Countersign.Core.Catalogue;
using Countersign.Core.Refusals;

namespace Countersign.Core.Requests;

/// <summary>
/// Collects the parameters of one request after another, first of its query, then of its body, and refuses whatever is not plain. It keeps a copy of
/// the bytes, so that the caller's may change, and uses its memory again for the next request.
/// </summary>
internal sealed class ParameterReader
{
    private const long DefaultRecvWindow = 5_000_000;
    private const long MaxRecvWindow = 60_000_000;

    // Milliseconds have 13 digits until the year 2286, microseconds 16: the exchange tells them apart by magnitude, and so do we.
    private const long FirstMicroseconds = 100_000_000_000_000;
    private const int MaxTimestampDigits = 17;

    private const int MaxReceived = RequestLimits.MaxQuery + RequestLimits.MaxBody;

    // What was received, query and body without separator, and from the middle on what had to be decoded, which is never longer.
    private readonly byte[] _bytes = new byte[2 * MaxReceived];
    private readonly ParameterTable _parameters = new();
    private Endpoint _endpoint = SpotEndpoints.Account;
    private int _received;
    private int _decoded;
    private int _canonicalLength;
    private bool _hasRecvWindow;
    private Range _signature;
    private Range _cut;

    public ParameterTable Parameters => _parameters;

    public long TimestampMicroseconds { get; private set; }

    public long RecvWindowMicroseconds { get; private set; }

    /// <summary>The text of the signature parameter as sent.</summary>
    public ReadOnlySpan<byte> Signature => _bytes.AsSpan(_signature);

    /// <summary>What was received, less the signature.</summary>
    public SignedBytes SignedBytes => new(_bytes.AsSpan(0, _cut.Start.Value), _bytes.AsSpan(_cut.End.Value.._received));

    /// <summary>The decoded value of a parameter.</summary>
    public ReadOnlySpan<byte> ValueOf(in ParameterTable.Slot slot) => _bytes.AsSpan(slot.Start, slot.Length);

    /// <summary>Reads a request within <see cref="RequestLimits.MaxQuery"/> and <see cref="RequestLimits.MaxBody"/>; null if it is understood.</summary>
    public Refusal? Read(Endpoint endpoint, ReadOnlySpan<byte> query, ReadOnlySpan<byte> body)
    {
        _endpoint = endpoint;
        _parameters.Clear();
        _canonicalLength = 0;
        _hasRecvWindow = false;
        _signature = default;
        _cut = default;
        TimestampMicroseconds = -1;
        RecvWindowMicroseconds = DefaultRecvWindow;

        query.CopyTo(_bytes);
        body.CopyTo(_bytes.AsSpan(query.Length));
        _received = query.Length + body.Length;
        _decoded = MaxReceived;
        return ReadPart(0, query.Length) ?? ReadPart(query.Length, _received) ?? RefuseIncomplete();
    }

    private Refusal? ReadPart(int partStart, int partEnd)
    {
        for (var start = partStart; start < partEnd;)
        {
            var length = _bytes.AsSpan(start..partEnd).IndexOf((byte)'&');
            var isLast = length < 0;
            var end = isLast ? partEnd : start + length;
            if (end == start || (!isLast && end + 1 == partEnd))
            {
                return new Refusal(RefusalKind.IllegalCharacters, "an ampersand stands where a parameter should be");
            }

            var hadSignature = HasSignature;
            if (ReadOne(start, end) is { } refusal)
            {
                return refusal;
            }

            if (!hadSignature && HasSignature)
            {
                // Its own ampersand is the one before it; the one after it if it comes first.
                _cut = start == partStart ? start..(isLast ? end : end + 1) : (start - 1)..end;
            }

            start = end + 1;
        }

        return null;
    }

    private bool HasSignature => _signature.End.Value > 0;

    // What only the end of a request can tell.
    private Refusal? RefuseIncomplete()
    {
        if (TimestampMicroseconds < 0)
        {
            return Missing("timestamp");
        }

        if (!HasSignature)
        {
            return Missing("signature");
        }

        if (_parameters.FirstMissing(_endpoint) is { } missing)
        {
            return Missing(missing.Text);
        }

        return _canonicalLength > RequestLimits.MaxCanonical
            ? new Refusal(RefusalKind.RequestTooLong, $"canonical query of {_canonicalLength} bytes; the limit is {RequestLimits.MaxCanonical}")
            : null;

        static Refusal Missing(string name) => new(RefusalKind.MissingParameter, $"parameter {name} was not sent");
    }

    private Refusal? ReadOne(int start, int end)
    {
        var pair = _bytes.AsSpan(start..end);
        var equals = pair.IndexOf((byte)'=');
        var name = equals < 0 ? pair : pair[..equals];
        if (name.IsEmpty)
        {
            return new Refusal(RefusalKind.IllegalCharacters, "a parameter without a name");
        }

        if (equals < 0 || equals + 1 == pair.Length)
        {
            return new Refusal(RefusalKind.EmptyParameter, $"parameter {Quoted.From(name)} has no value");
        }

        var value = (start + equals + 1)..end;
        if (name.SequenceEqual("signature"u8))
        {
            return ReadSignature(value);
        }

        var isPlain = PercentCoding.IsPlain(_bytes.AsSpan(value));
        if (!isPlain && !TryDecode(ref value))
        {
            return new Refusal(RefusalKind.IllegalCharacters,
                $"the value of parameter {Quoted.From(name)} is not percent-encoded UTF-8 without control characters");
        }

        if (name.SequenceEqual("timestamp"u8))
        {
            return ReadTimestamp(_bytes.AsSpan(value));
        }

        return name.SequenceEqual("recvWindow"u8) ? ReadRecvWindow(_bytes.AsSpan(value)) : ReadNamed(name, value, isPlain);
    }

    private bool TryDecode(ref Range value)
    {
        var length = PercentCoding.Decode(_bytes.AsSpan(value), _bytes.AsSpan(_decoded));
        if (length < 0)
        {
            return false;
        }

        value = _decoded..(_decoded + length);
        _decoded += length;
        return true;
    }

    private Refusal? ReadSignature(Range value)
    {
        if (HasSignature)
        {
            return Duplicate("signature");
        }

        _signature = value;
        return null;
    }

    private Refusal? ReadTimestamp(ReadOnlySpan<byte> text)
    {
        if (TimestampMicroseconds >= 0)
        {
            return Duplicate("timestamp");
        }

        if (text.Length > MaxTimestampDigits || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            return new Refusal(RefusalKind.MalformedTimestamp, "parameter timestamp is not a number of milliseconds or microseconds");
        }

        TimestampMicroseconds = value >= FirstMicroseconds ? value : value * 1000;
        return null;
    }

    private Refusal? ReadRecvWindow(ReadOnlySpan<byte> text)
    {
        if (_hasRecvWindow)
        {
            return Duplicate("recvWindow");
        }

        _hasRecvWindow = true;
        var kind = ExchangeDecimal.Read(text, out var milliseconds);
        if (kind != RefusalKind.None || milliseconds != decimal.Round(milliseconds, 3))
        {
            return new Refusal(RefusalKind.MalformedNumber, "parameter recvWindow is not a number of milliseconds with at most three decimals");
        }

        if (milliseconds > MaxRecvWindow / 1000)
        {
            return new Refusal(RefusalKind.RecvWindowTooLong, $"recvWindow {Quoted.From(text)} exceeds the limit of {MaxRecvWindow / 1000}");
        }

        RecvWindowMicroseconds = (long)(milliseconds * 1000);
        return null;
    }

    private Refusal? ReadNamed(ReadOnlySpan<byte> name, Range value, bool isPlain)
    {
        // The signature of a REST request with an apiKey would also open a session of the exchange's WebSocket API.
        if (name.SequenceEqual("apiKey"u8))
        {
            return new Refusal(RefusalKind.ForbiddenParameter, "apiKey belongs in the header, never among the parameters");
        }

        if (_endpoint.FindParameter(name) is not { } known)
        {
            return new Refusal(RefusalKind.UnknownParameter, $"{_endpoint} has no parameter {Quoted.From(name)}");
        }

        if (_parameters.Contains(known))
        {
            return Duplicate(known.Text);
        }

        var text = _bytes.AsSpan(value);
        var number = 0m;
        if (known.IsDecimal && ExchangeDecimal.Read(text, out number) is var kind and not RefusalKind.None)
        {
            return new Refusal(kind, kind == RefusalKind.TooManyDigits
                ? $"parameter {known.Text} has more than {ExchangeDecimal.MaxSignificantDigits} significant digits"
                : $"parameter {known.Text} is not digits, optionally with a point and digits");
        }

        if (_parameters.Count == RequestLimits.MaxParameters)
        {
            return new Refusal(RefusalKind.RequestTooLong, $"more than {RequestLimits.MaxParameters} parameters");
        }

        _canonicalLength += known.Utf8.Length + (isPlain ? text.Length : PercentCoding.EncodedLength(text)) + 2;
        _parameters.Add(new ParameterTable.Slot(known, value.Start.Value, text.Length, number));
        return null;
    }

    private static Refusal Duplicate(string name) =>
        new(RefusalKind.DuplicateParameter, $"parameter {name} was sent more than once, in the query, the body or both");
}
