using System.Text.Json.Nodes;

namespace Countersign.Sandbox.Rest.Endpoints;

/// <summary>As much of the futures exchanges as a client library loads before it trades spot.</summary>
internal static class FuturesEndpoints
{
    private const long PerpetualDelivery = 4_133_404_800_000;

    public static IEnumerable<Endpoint> All { get; } = [.. Product("/fapi/v1", Linear), .. Product("/dapi/v1", Inverse)];

    private static IEnumerable<Endpoint> Product(string root, Func<JsonArray> symbols) =>
    [
        new("GET", root + "/ping", Security.None, "", 1, static _ => new JsonObject()),
        new("GET", root + "/time", Security.None, "", 1, static call => new JsonObject { ["serverTime"] = call.Exchange.Clock.Milliseconds }),
        new("GET", root + "/exchangeInfo", Security.None, "", 1, call => new JsonObject
        {
            ["timezone"] = "UTC",
            ["serverTime"] = call.Exchange.Clock.Milliseconds,
            ["rateLimits"] = new JsonArray(),
            ["exchangeFilters"] = new JsonArray(),
            ["assets"] = new JsonArray(),
            ["symbols"] = symbols(),
        }),
    ];

    private static JsonArray Linear()
    {
        var symbol = Perpetual("BTCUSDT", "BTCUSDT", "USDT", "USDT");
        symbol["status"] = "TRADING";
        symbol["filters"] = FilterList("0.10", "0.001");
        return [symbol];
    }

    private static JsonArray Inverse()
    {
        var symbol = Perpetual("BTCUSD_PERP", "BTCUSD", "USD", "BTC");
        symbol["contractStatus"] = "TRADING";
        symbol["contractSize"] = 100;
        symbol["equalQtyPrecision"] = 4;
        symbol["filters"] = FilterList("0.1", "1");
        return [symbol];
    }

    private static JsonObject Perpetual(string name, string pair, string quote, string margin) => new()
    {
        ["symbol"] = name,
        ["pair"] = pair,
        ["contractType"] = "PERPETUAL",
        ["deliveryDate"] = PerpetualDelivery,
        ["onboardDate"] = 1_569_398_400_000,
        ["maintMarginPercent"] = "2.5000",
        ["requiredMarginPercent"] = "5.0000",
        ["baseAsset"] = "BTC",
        ["quoteAsset"] = quote,
        ["marginAsset"] = margin,
        ["pricePrecision"] = 1,
        ["quantityPrecision"] = 3,
        ["baseAssetPrecision"] = 8,
        ["quotePrecision"] = 8,
        ["underlyingType"] = "COIN",
        ["underlyingSubType"] = new JsonArray("PoW"),
        ["triggerProtect"] = "0.0500",
        ["liquidationFee"] = "0.012500",
        ["marketTakeBound"] = "0.05",
        ["orderTypes"] = new JsonArray("LIMIT", "MARKET"),
        ["timeInForce"] = new JsonArray("GTC", "IOC", "FOK"),
    };

    private static JsonArray FilterList(string tick, string step) =>
    [
        new JsonObject { ["filterType"] = "PRICE_FILTER", ["minPrice"] = tick, ["maxPrice"] = "4529764", ["tickSize"] = tick },
        new JsonObject { ["filterType"] = "LOT_SIZE", ["minQty"] = step, ["maxQty"] = "1000", ["stepSize"] = step },
        new JsonObject { ["filterType"] = "MARKET_LOT_SIZE", ["minQty"] = step, ["maxQty"] = "120", ["stepSize"] = step },
        new JsonObject { ["filterType"] = "MAX_NUM_ORDERS", ["limit"] = 200 },
    ];
}
