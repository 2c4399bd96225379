using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics;

namespace Countersign.Core.Refusals;

/// <summary>
/// The one table from refusals to what a client library sees. A refusal by Countersign itself is a 400 with -1016, because libraries
/// read 5xx as "unknown whether it was executed", and a refused order never was.
/// Wordings: binance-spot-api-docs, errors.md.
/// </summary>
public static class RefusalTable
{
    private const string NotPermitted = "Invalid API-key, IP, or permissions for action.";
    private const string OutsideWindow = "Timestamp for this request is outside of the recvWindow.";
    private const string IllegalCharacters = "Illegal characters found in a parameter.";
    private const string MandatoryMissing = "A mandatory parameter was not sent, was empty/null, or malformed.";
    private const string NotAllRead = "Not all sent parameters were read.";
    private const string NotAvailable = "This service is no longer available.";

    /// <summary>One row for every kind but <see cref="RefusalKind.None"/>.</summary>
    public static ImmutableArray<RefusalRow> Rows { get; } =
    [
        new(RefusalKind.UnknownEndpoint, "unknown-endpoint", 401, -2015, NotPermitted),
        new(RefusalKind.NeverSigned, "never-signed", 401, -2015, NotPermitted),
        new(RefusalKind.EndpointNotAllowed, "endpoint-not-allowed", 401, -2015, NotPermitted),
        new(RefusalKind.StreamNotPassed, "stream-not-passed", 401, -2015, NotPermitted),

        new(RefusalKind.UnknownBot, "unknown-bot", 401, -2015, NotPermitted),
        new(RefusalKind.BadKeyFormat, "bad-key-format", 401, -2014, "API-key format invalid."),
        new(RefusalKind.BadSignature, "bad-signature", 400, -1022, "Signature for this request is not valid."),
        new(RefusalKind.TimestampTooOld, "timestamp-too-old", 400, -1021, OutsideWindow),
        new(RefusalKind.TimestampAhead, "timestamp-ahead", 400, -1021, "Timestamp for this request was 1000ms ahead of the server's time."),
        new(RefusalKind.TimestampBeforeStart, "timestamp-before-start", 400, -1021, OutsideWindow),
        new(RefusalKind.Replayed, "replayed", 400, -2010, "Duplicate order sent."),

        new(RefusalKind.IllegalCharacters, "illegal-characters", 400, -1100, IllegalCharacters),
        new(RefusalKind.DuplicateParameter, "duplicate-parameter", 400, -1101, "Duplicate values for a parameter detected."),
        new(RefusalKind.MissingParameter, "missing-parameter", 400, -1102, MandatoryMissing),
        new(RefusalKind.UnknownParameter, "unknown-parameter", 400, -1104, NotAllRead),
        new(RefusalKind.EmptyParameter, "empty-parameter", 400, -1105, "A parameter was empty."),
        new(RefusalKind.MalformedNumber, "malformed-number", 400, -1100, IllegalCharacters),
        new(RefusalKind.TooManyDigits, "too-many-digits", 400, -1111, null),
        new(RefusalKind.RequestTooLong, "request-too-long", 400, -1101, "Too many parameters sent for this endpoint."),
        new(RefusalKind.RecvWindowTooLong, "recv-window-too-long", 400, -1102, MandatoryMissing),
        new(RefusalKind.ForbiddenParameter, "forbidden-parameter", 400, -1104, NotAllRead),
        new(RefusalKind.BodyNotExpected, "body-not-expected", 400, -1104, NotAllRead),
        new(RefusalKind.MalformedTimestamp, "malformed-timestamp", 400, -1100, IllegalCharacters),
        new(RefusalKind.InvalidSide, "invalid-side", 400, -1117, "Invalid side."),
        new(RefusalKind.InvalidOrderType, "invalid-order-type", 400, -1116, "Invalid orderType."),
        new(RefusalKind.InvalidTimeInForce, "invalid-time-in-force", 400, -1115, "Invalid timeInForce."),

        new(RefusalKind.SymbolNotAllowed, "symbol-not-allowed", 400, -2010, null),
        new(RefusalKind.OrderTypeNotAllowed, "order-type-not-allowed", 400, -2010, null),
        new(RefusalKind.ParameterNotAllowed, "parameter-not-allowed", 400, -2010, null),
        new(RefusalKind.MaxNotional, "max-notional", 400, -2010, null),
        new(RefusalKind.MarketFactsUnfit, "market-facts-unfit", 400, -2010, null),
        new(RefusalKind.NumberOverflow, "number-overflow", 400, -2010, null),
        new(RefusalKind.BudgetOrders, "budget-orders", 400, -2010, null),
        new(RefusalKind.BudgetNotional, "budget-notional", 400, -2010, null),
        new(RefusalKind.BudgetTurnover, "budget-turnover", 400, -2010, null),
        new(RefusalKind.BudgetLoss, "budget-loss", 400, -2010, null),
        new(RefusalKind.IncompleteOrder, "incomplete-order", 400, -1102, MandatoryMissing),

        new(RefusalKind.SignerLocked, "signer-locked", 400, -1016, NotAvailable),
        new(RefusalKind.SignerGone, "signer-gone", 400, -1016, NotAvailable),
        new(RefusalKind.CourierGone, "courier-gone", 400, -1016, NotAvailable),
        new(RefusalKind.KeyNotActive, "key-not-active", 400, -1016, NotAvailable),
        new(RefusalKind.KeyUnreachable, "key-unreachable", 400, -1016, NotAvailable),
        new(RefusalKind.ClockApart, "clock-apart", 400, -1016, NotAvailable),
        new(RefusalKind.ExchangeUnreachable, "exchange-unreachable", 400, -1016, NotAvailable),
        new(RefusalKind.RateStop, "rate-stop", 429, -1003, null),
        new(RefusalKind.OrderRateStop, "order-rate-stop", 429, -1015, "Too many new orders."),
        new(RefusalKind.Busy, "busy", 400, -1016, NotAvailable),
        new(RefusalKind.NotRecorded, "not-recorded", 400, -1016, NotAvailable),
        new(RefusalKind.OutcomeUnknown, "outcome-unknown", 503, -1007,
            "Timeout waiting for response from backend server. Send status unknown; execution status unknown."),
    ];

    private static readonly FrozenDictionary<RefusalKind, RefusalRow> _byKind = Rows.ToFrozenDictionary(row => row.Kind);
    private static readonly FrozenDictionary<string, RefusalRow> _byCode = Rows.ToFrozenDictionary(row => row.Code, StringComparer.Ordinal);

    /// <summary>The row of a kind that this program made itself.</summary>
    public static RefusalRow Of(RefusalKind kind) => _byKind.TryGetValue(kind, out var row) ? row : throw new UnreachableException();

    /// <summary>The row of a code that came from outside; null if there is none.</summary>
    public static RefusalRow? Find(string code) => _byCode.GetValueOrDefault(code);

    /// <summary>The row of a number that came from another process; null if there is none.</summary>
    public static RefusalRow? Find(ushort kind) => _byKind.GetValueOrDefault((RefusalKind)kind);
}
