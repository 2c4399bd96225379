using System.Text.Json.Nodes;
using Countersign.Sandbox.Market;

namespace Countersign.Sandbox.Rest.Endpoints;

/// <summary>Public market data.</summary>
internal static class MarketEndpoints
{
    public static IEnumerable<Endpoint> All { get; } =
    [
        new("GET", "/api/v3/depth", Security.None, "symbol limit symbolStatus", 5, Depth) { WeightOf = DepthWeight },
        new("GET", "/api/v3/trades", Security.None, "symbol limit", 25, Trades),
        new("GET", "/api/v3/historicalTrades", Security.None, "symbol limit fromId", 25, Trades),
        new("GET", "/api/v3/aggTrades", Security.None, "symbol fromId startTime endTime limit", 4, AggregateTrades),
        new("GET", "/api/v3/klines", Security.None, "symbol interval startTime endTime timeZone limit", 2, Klines),
        new("GET", "/api/v3/uiKlines", Security.None, "symbol interval startTime endTime timeZone limit", 2, Klines),
        new("GET", "/api/v3/avgPrice", Security.None, "symbol", 2, AveragePrice),
    ];

    private static int DepthWeight(Parameters parameters) => parameters.Number("limit") switch
    {
        null or <= 100 => 5,
        <= 500 => 25,
        <= 1000 => 50,
        _ => 250,
    };

    private static Answer Depth(RestCall call)
    {
        var market = call.Market();
        var limit = call.Parameters.Limit(100, 5000);
        if (call.Parameters.Problem is { } problem)
        {
            return problem;
        }

        var book = market!.Book;
        return new JsonObject
        {
            ["lastUpdateId"] = book.LastUpdateId,
            ["bids"] = Levels(book.Bids, limit),
            ["asks"] = Levels(book.Asks, limit),
        };
    }

    private static JsonArray Levels(IEnumerable<Order> orders, int limit) => new([.. OrderBook.Levels(orders)
        .Take(limit)
        .Select(static level => new JsonArray(Shapes.Money(level.Price), Shapes.Money(level.Quantity)))]);

    private static Answer Trades(RestCall call)
    {
        var market = call.Market();
        var limit = call.Parameters.Limit(500, 1000);
        var from = call.Parameters.Number("fromId");
        if (call.Parameters.Problem is { } problem)
        {
            return problem;
        }

        var trades = market!.Tape.Trades;
        var chosen = from is { } id ? trades.Where(trade => trade.Id >= id).Take(limit) : trades.TakeLast(limit);
        return new JsonArray([.. chosen.Select(call.Shapes.PublicTrade)]);
    }

    private static Answer AggregateTrades(RestCall call)
    {
        var market = call.Market();
        var limit = call.Parameters.Limit(500, 1000);
        var from = call.Parameters.Number("fromId");
        var start = call.Parameters.Time("startTime");
        var end = call.Parameters.Time("endTime") ?? long.MaxValue;
        if (call.Parameters.Problem is { } problem)
        {
            return problem;
        }

        // Every trade is its own aggregate here.
        var trades = market!.Tape.Trades.Where(trade => trade.Id >= (from ?? 0) && trade.Time >= (start ?? 0) && trade.Time <= end);
        var chosen = from is null && start is null ? trades.TakeLast(limit) : trades.Take(limit);
        return new JsonArray([.. chosen.Select(trade => new JsonObject
        {
            ["a"] = trade.Id,
            ["p"] = Shapes.Money(trade.Price),
            ["q"] = Shapes.Money(trade.Quantity),
            ["f"] = trade.Id,
            ["l"] = trade.Id,
            ["T"] = call.Shapes.Time(trade.Time),
            ["m"] = trade.IsBuyerMaker,
            ["M"] = true,
        })]);
    }

    private static Answer Klines(RestCall call)
    {
        var market = call.Market();
        var interval = call.Parameters.Required("interval");
        var limit = call.Parameters.Limit(500, 1000);
        var start = call.Parameters.Time("startTime");
        var now = call.Exchange.Clock.Microseconds;
        var end = Math.Min(call.Parameters.Time("endTime") ?? now, now);
        var length = Candles.Length(interval);
        call.Parameters.Fail(length is null ? Errors.Interval : null);
        if (call.Parameters.Problem is { } problem)
        {
            return problem;
        }

        return new JsonArray([.. Candles.Build(market!.Tape.Trades, length!.Value, start, end, limit).Select(candle => new JsonArray(
            call.Shapes.Time(candle.OpenTime),
            Shapes.Money(candle.Open),
            Shapes.Money(candle.High),
            Shapes.Money(candle.Low),
            Shapes.Money(candle.Close),
            Shapes.Money(candle.Volume),
            call.Shapes.Time(candle.CloseTime),
            Shapes.Money(candle.QuoteVolume),
            candle.Trades,
            Shapes.Money(candle.TakerBuyVolume),
            Shapes.Money(candle.TakerBuyQuoteVolume),
            "0"))]);
    }

    private static Answer AveragePrice(RestCall call)
    {
        var market = call.Market();
        if (call.Parameters.Problem is { } problem)
        {
            return problem;
        }

        return new JsonObject
        {
            ["mins"] = market!.Rules.AveragePriceMinutes,
            ["price"] = Shapes.Money(market.AveragePrice(call.Exchange.Clock.Microseconds)),
            ["closeTime"] = call.Shapes.Time(market.Tape.Trades[^1].Time),
        };
    }
}
