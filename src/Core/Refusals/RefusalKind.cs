namespace Countersign.Core.Refusals;

/// <summary>
/// Every reason for which Countersign says no. The numbers go over the wire between the processes and into the journal: never
/// reuse one. Code, HTTP status and the exchange's number are in <see cref="RefusalTable"/>.
/// </summary>
public enum RefusalKind
{
    None = 0,

    // Which call.
    UnknownEndpoint = 1,
    NeverSigned = 2,
    EndpointNotAllowed = 3,
    StreamNotPassed = 4,

    // Who asks.
    UnknownBot = 20,
    BadKeyFormat = 21,
    BadSignature = 22,
    TimestampTooOld = 23,
    TimestampAhead = 24,
    TimestampBeforeStart = 25,
    Replayed = 26,

    // Grammar.
    IllegalCharacters = 40,
    DuplicateParameter = 41,
    MissingParameter = 42,
    UnknownParameter = 43,
    EmptyParameter = 44,
    MalformedNumber = 45,
    TooManyDigits = 46,
    RequestTooLong = 47,
    RecvWindowTooLong = 48,
    ForbiddenParameter = 49,
    BodyNotExpected = 50,
    MalformedTimestamp = 51,
    InvalidSide = 52,
    InvalidOrderType = 53,
    InvalidTimeInForce = 54,

    // Policy.
    SymbolNotAllowed = 60,
    OrderTypeNotAllowed = 61,
    ParameterNotAllowed = 62,
    MaxNotional = 63,
    MarketFactsUnfit = 64,
    NumberOverflow = 65,
    IncompleteOrder = 66,
    BudgetOrders = 67,
    BudgetNotional = 68,
    BudgetTurnover = 69,
    BudgetLoss = 70,

    // Our own state.
    SignerLocked = 80,
    SignerGone = 81,
    CourierGone = 82,
    KeyNotActive = 83,
    ClockApart = 84,
    ExchangeUnreachable = 85,
    RateStop = 86,
    Busy = 87,
    OutcomeUnknown = 88,
    OrderRateStop = 89,
    NotRecorded = 90,
    KeyUnreachable = 91,
}
