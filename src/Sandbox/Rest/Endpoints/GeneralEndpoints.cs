using System.Text.Json.Nodes;
using Countersign.Sandbox.Market;

namespace Countersign.Sandbox.Rest.Endpoints;

/// <summary>Ping, time and exchangeInfo.</summary>
internal static class GeneralEndpoints
{
    public static IEnumerable<Endpoint> All { get; } =
    [
        new("GET", "/api/v3/ping", Security.None, "", 1, static _ => new JsonObject()),
        new("GET", "/api/v3/time", Security.None, "", 1, Time),
        new("GET", "/api/v3/exchangeInfo", Security.None, "symbol symbols permissions showPermissionSets symbolStatus", 20, ExchangeInfo),
    ];

    private static Answer Time(RestCall call) =>
        new JsonObject { ["serverTime"] = call.Shapes.Time(call.Exchange.Clock.Microseconds) };

    private static Answer ExchangeInfo(RestCall call)
    {
        var markets = SymbolList.Read(call);
        if (call.Parameters.Problem is { } problem)
        {
            return problem;
        }

        return new JsonObject
        {
            ["timezone"] = "UTC",
            ["serverTime"] = call.Shapes.Time(call.Exchange.Clock.Microseconds),
            ["rateLimits"] = RateLimits(call.Exchange),
            ["exchangeFilters"] = new JsonArray(),
            ["symbols"] = new JsonArray([.. (markets ?? [.. call.Exchange.Markets.Values]).Select(static market => Symbol(market.Rules))]),
        };
    }

    private static JsonArray RateLimits(Exchange exchange) =>
    [
        RateLimit("REQUEST_WEIGHT", "MINUTE", 1, exchange.Limits.WeightPerMinute),
        RateLimit("ORDERS", "SECOND", 10, exchange.Limits.OrdersPerTenSeconds),
        RateLimit("ORDERS", "DAY", 1, exchange.Limits.OrdersPerDay),
        RateLimit("RAW_REQUESTS", "MINUTE", 5, 300_000),
    ];

    private static JsonObject RateLimit(string type, string interval, int count, int limit) => new()
    {
        ["rateLimitType"] = type,
        ["interval"] = interval,
        ["intervalNum"] = count,
        ["limit"] = limit,
    };

    private static JsonObject Symbol(SymbolRules rules) => new()
    {
        ["symbol"] = rules.Name,
        ["status"] = "TRADING",
        ["baseAsset"] = rules.Base,
        ["baseAssetPrecision"] = 8,
        ["quoteAsset"] = rules.Quote,
        ["quotePrecision"] = 8,
        ["quoteAssetPrecision"] = 8,
        ["baseCommissionPrecision"] = 8,
        ["quoteCommissionPrecision"] = 8,
        ["orderTypes"] = new JsonArray("LIMIT", "LIMIT_MAKER", "MARKET"),
        ["icebergAllowed"] = false,
        ["ocoAllowed"] = false,
        ["otoAllowed"] = false,
        ["opoAllowed"] = false,
        ["quoteOrderQtyMarketAllowed"] = true,
        ["allowTrailingStop"] = false,
        ["cancelReplaceAllowed"] = false,
        ["amendAllowed"] = false,
        ["pegInstructionsAllowed"] = false,
        ["isSpotTradingAllowed"] = true,
        ["isMarginTradingAllowed"] = false,
        ["filters"] = Filters.Write(rules),
        ["permissions"] = new JsonArray(),
        ["permissionSets"] = new JsonArray(new JsonArray("SPOT")),
        ["defaultSelfTradePreventionMode"] = "EXPIRE_MAKER",
        ["allowedSelfTradePreventionModes"] = new JsonArray("EXPIRE_TAKER", "EXPIRE_MAKER", "EXPIRE_BOTH", "NONE"),
    };
}
