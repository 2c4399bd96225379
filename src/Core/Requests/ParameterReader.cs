using System.Collections.Immutable;
using System.Globalization;
using Countersign.Core.Catalogue;
using Countersign.Core.Refusals;

namespace Countersign.Core.Requests;

/// <summary>Collects the parameters of one request, first of its query, then of its body, and refuses whatever is not plain.</summary>
internal sealed class ParameterReader(Endpoint endpoint)
{
    private const decimal DefaultRecvWindow = 5000;
    private const decimal MaxRecvWindow = 60_000;

    // Milliseconds have 13 digits until the year 2286, microseconds 16: the exchange tells them apart by magnitude, and so do we.
    private const long FirstMicroseconds = 100_000_000_000_000;
    private const int MaxTimestampDigits = 17;

    private readonly ImmutableArray<Parameter>.Builder _parameters = ImmutableArray.CreateBuilder<Parameter>(16);
    private bool _hasRecvWindow;
    private int _canonicalLength;

    public long TimestampMicroseconds { get; private set; } = -1;

    public decimal RecvWindowMilliseconds { get; private set; } = DefaultRecvWindow;

    public ReadOnlyMemory<byte> Signature { get; private set; }

    /// <summary>Hands over what was read; the reader is empty afterwards.</summary>
    public ImmutableArray<Parameter> DrainParameters() => _parameters.DrainToImmutable();

    /// <summary>Reads one part of the request, and cuts the signature out of it.</summary>
    public Refusal? Read(ReadOnlyMemory<byte> part, out WithoutSignature withoutSignature)
    {
        withoutSignature = new WithoutSignature(part, default);
        for (var start = 0; start < part.Length;)
        {
            var length = part.Span[start..].IndexOf((byte)'&');
            var isLast = length < 0;
            var end = isLast ? part.Length : start + length;
            if (end == start || (!isLast && end + 1 == part.Length))
            {
                return new Refusal(RefusalKind.IllegalCharacters, "an ampersand stands where a parameter should be");
            }

            var hadSignature = !Signature.IsEmpty;
            if (ReadOne(part[start..end]) is { } refusal)
            {
                return refusal;
            }

            if (!hadSignature && !Signature.IsEmpty)
            {
                // Its own ampersand is the one before it; the one after it if it comes first.
                withoutSignature = start == 0
                    ? new WithoutSignature(part[(isLast ? end : end + 1)..], default)
                    : new WithoutSignature(part[..(start - 1)], part[end..]);
            }

            start = end + 1;
        }

        return null;
    }

    /// <summary>What only the end of a request can tell.</summary>
    public Refusal? RefuseIncomplete()
    {
        if (TimestampMicroseconds < 0)
        {
            return Missing("timestamp");
        }

        if (Signature.IsEmpty)
        {
            return Missing("signature");
        }

        foreach (var name in endpoint.Parameters)
        {
            if (name.Required && !IsPresent(name))
            {
                return Missing(name.Text);
            }
        }

        return _canonicalLength > RequestLimits.MaxCanonical
            ? new Refusal(RefusalKind.RequestTooLong, $"canonical query of {_canonicalLength} bytes; the limit is {RequestLimits.MaxCanonical}")
            : null;

        static Refusal Missing(string name) => new(RefusalKind.MissingParameter, $"parameter {name} was not sent");
    }

    private Refusal? ReadOne(ReadOnlyMemory<byte> pair)
    {
        var equals = pair.Span.IndexOf((byte)'=');
        var name = equals < 0 ? pair.Span : pair.Span[..equals];
        if (name.IsEmpty)
        {
            return new Refusal(RefusalKind.IllegalCharacters, "a parameter without a name");
        }

        if (equals < 0 || equals + 1 == pair.Length)
        {
            return new Refusal(RefusalKind.EmptyParameter, $"parameter {Quoted.From(name)} has no value");
        }

        var value = pair[(equals + 1)..];
        if (name.SequenceEqual("signature"u8))
        {
            return ReadSignature(value);
        }

        var text = PercentCoding.Decode(value.Span);
        if (text is null)
        {
            return new Refusal(RefusalKind.IllegalCharacters,
                $"the value of parameter {Quoted.From(name)} is not percent-encoded UTF-8 without control characters");
        }

        if (name.SequenceEqual("timestamp"u8))
        {
            return ReadTimestamp(text);
        }

        return name.SequenceEqual("recvWindow"u8) ? ReadRecvWindow(text) : ReadNamed(name, text);
    }

    private Refusal? ReadSignature(ReadOnlyMemory<byte> value)
    {
        if (!Signature.IsEmpty)
        {
            return Duplicate("signature");
        }

        Signature = value;
        return null;
    }

    private Refusal? ReadTimestamp(string text)
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

    private Refusal? ReadRecvWindow(string text)
    {
        if (_hasRecvWindow)
        {
            return Duplicate("recvWindow");
        }

        _hasRecvWindow = true;
        var kind = ExchangeDecimal.Read(text, out var value);
        if (kind != RefusalKind.None || value != decimal.Round(value, 3))
        {
            return new Refusal(RefusalKind.MalformedNumber, "parameter recvWindow is not a number of milliseconds with at most three decimals");
        }

        RecvWindowMilliseconds = value;
        return value > MaxRecvWindow
            ? new Refusal(RefusalKind.RecvWindowTooLong, $"recvWindow {text} exceeds the limit of {MaxRecvWindow}")
            : null;
    }

    private Refusal? ReadNamed(ReadOnlySpan<byte> name, string text)
    {
        // The signature of a REST request with an apiKey would also open a session of the exchange's WebSocket API.
        if (name.SequenceEqual("apiKey"u8))
        {
            return new Refusal(RefusalKind.ForbiddenParameter, "apiKey belongs in the header, never among the parameters");
        }

        if (endpoint.FindParameter(name) is not { } known)
        {
            return new Refusal(RefusalKind.UnknownParameter, $"{endpoint} has no parameter {Quoted.From(name)}");
        }

        if (IsPresent(known))
        {
            return Duplicate(known.Text);
        }

        if (known.IsDecimal && ExchangeDecimal.Read(text, out _) is var kind and not RefusalKind.None)
        {
            return new Refusal(kind, kind == RefusalKind.TooManyDigits
                ? $"parameter {known.Text} has more than {ExchangeDecimal.MaxSignificantDigits} significant digits"
                : $"parameter {known.Text} is not digits, optionally with a point and digits");
        }

        if (_parameters.Count == RequestLimits.MaxParameters)
        {
            return new Refusal(RefusalKind.RequestTooLong, $"more than {RequestLimits.MaxParameters} parameters");
        }

        _canonicalLength += known.Utf8.Length + PercentCoding.EncodedLength(text) + 2;
        _parameters.Add(new Parameter(known, text));
        return null;
    }

    private bool IsPresent(ParameterName name)
    {
        foreach (var parameter in _parameters)
        {
            if (ReferenceEquals(parameter.Name, name))
            {
                return true;
            }
        }

        return false;
    }

    private static Refusal Duplicate(string name) =>
        new(RefusalKind.DuplicateParameter, $"parameter {name} was sent more than once, in the query, the body or both");
}
