namespace Countersign.Sandbox.Rest;

/// <summary>The exchange's codes and messages. Source: errors.md and filters.md of binance-spot-api-docs.</summary>
internal static class Errors
{
    public static ApiError MalformedEncoding { get; } = new(400, -1100, "Illegal characters found in a parameter.");

    public static ApiError Timestamp { get; } = new(400, -1021, "Timestamp for this request is outside of the recvWindow.");

    public static ApiError TimestampAhead { get; } = new(400, -1021, "Timestamp for this request was 1000ms ahead of the server's time.");

    public static ApiError Signature { get; } = new(400, -1022, "Signature for this request is not valid.");

    public static ApiError TimeInForce { get; } = new(400, -1115, "Invalid timeInForce.");

    public static ApiError OrderType { get; } = new(400, -1116, "Invalid orderType.");

    public static ApiError Side { get; } = new(400, -1117, "Invalid side.");

    public static ApiError Interval { get; } = new(400, -1120, "Invalid interval.");

    public static ApiError Symbol { get; } = new(400, -1121, "Invalid symbol.");

    public static ApiError DuplicateSymbols { get; } = new(400, -1151, "Symbol is present multiple times in the list.");

    public static ApiError CancelRestrictions { get; } =
        new(400, -1145, "`cancelRestrictions` has to be either `ONLY_NEW` or `ONLY_PARTIALLY_FILLED`.");

    public static ApiError TimeUnit { get; } =
        new(400, -1194, "Invalid value for time unit; expected either MICROSECOND or MILLISECOND.");

    public static ApiError InsufficientBalance { get; } = Rejected("Account has insufficient balance for requested action.");

    public static ApiError DuplicateOrder { get; } = Rejected("Duplicate order sent.");

    public static ApiError WouldTake { get; } = Rejected("Order would immediately match and take.");

    public static ApiError UnknownOrder { get; } = new(400, -2011, "Unknown order sent.");

    public static ApiError NotCanceledByRestriction { get; } = new(400, -2011, "Order was not canceled due to cancel restrictions.");

    public static ApiError NoSuchOrder { get; } = new(400, -2013, "Order does not exist.");

    public static ApiError ClientOrderIdMismatch { get; } = new(400, -2039, "Client order ID is not correct for this order ID.");

    public static ApiError KeyFormat { get; } = new(401, -2014, "API-key format invalid.");

    public static ApiError KeyUnknownToSapi { get; } = new(400, -2008, "Invalid Api-Key ID.");

    public static ApiError KeyRejected { get; } = new(401, -2015, "Invalid API-key, IP, or permissions for action.");

    public static ApiError Mandatory(string name) =>
        new(400, -1102, $"Mandatory parameter '{name}' was not sent, was empty/null, or malformed.");

    public static ApiError EitherOf(string first, string second) =>
        new(400, -1102, $"Param '{first}' or '{second}' must be sent, but both were empty/null!");

    public static ApiError TooLarge(string name, string limit) =>
        new(400, -1102, $"'{name}' contains unexpected value. Cannot be greater than {limit}.");

    public static ApiError Characters(string name, string range) =>
        new(400, -1100, $"Illegal characters found in parameter '{name}'; legal range is '{range}'.");

    public static ApiError Duplicate(string name) => new(400, -1101, $"Duplicate values for parameter '{name}'.");

    public static ApiError Unread(int read, int sent) =>
        new(400, -1104, $"Not all sent parameters were read; read '{read}' parameter(s) but was sent '{sent}'.");

    public static ApiError Empty(string name) => new(400, -1105, $"Parameter '{name}' was empty.");

    public static ApiError NotRequired(string name) => new(400, -1106, $"Parameter '{name}' sent when not required.");

    public static ApiError Overflow(string name) => new(400, -1108, $"Parameter '{name}' overflowed.");

    public static ApiError Precision(string name) => new(400, -1111, $"Parameter '{name}' has too much precision.");

    public static ApiError Invalid(string name) => new(400, -1130, $"Data sent for parameter '{name}' is not valid.");

    public static ApiError NotAccepted(string message) => new(400, -1013, message);

    public static ApiError Filter(string name) => NotAccepted("Filter failure: " + name);

    public static ApiError Rejected(string message) => new(400, -2010, message);

    public static ApiError TooMuchWeight(int limit, long retryAfter) => new(
        429,
        -1003,
        $"Too much request weight used; current limit is {limit} request weight per 1 MINUTE. Please use WebSocket Streams for live updates to avoid polling the API.")
    {
        RetryAfter = retryAfter,
    };

    public static ApiError Banned(long until, long retryAfter) => new(
        418, -1003, $"Way too much request weight used; IP banned until {until}. Please use WebSocket Streams for live updates to avoid bans.")
    {
        RetryAfter = retryAfter,
    };

    public static ApiError TooManyOrders(int limit, string interval, long retryAfter) =>
        new(429, -1015, $"Too many new orders; current limit is {limit} orders per {interval}.") { RetryAfter = retryAfter };
}
