using System.Text.Json.Nodes;
using Countersign.Sandbox.Market;

namespace Countersign.Sandbox.Rest.Endpoints;

/// <summary>Tickers, for one symbol, several, or all.</summary>
internal static class TickerEndpoints
{
    private const long Day = 86_400_000_000;

    public static IEnumerable<Endpoint> All { get; } =
    [
        new("GET", "/api/v3/ticker/price", Security.None, "symbol symbols symbolStatus", 2, static call => Each(call, Price)),
        new("GET", "/api/v3/ticker/bookTicker", Security.None, "symbol symbols symbolStatus", 2, static call => Each(call, BookTicker)),
        new("GET", "/api/v3/ticker/24hr", Security.None, "symbol symbols type symbolStatus", 2, static call => Each(call, Statistics))
        {
            WeightOf = static parameters => parameters.Has("symbol") ? 2 : 80,
        },
    ];

    private static Answer Each(RestCall call, Func<RestCall, SymbolMarket, JsonObject> write)
    {
        var markets = SymbolList.Read(call);
        if (call.Parameters.Problem is { } problem)
        {
            return problem;
        }

        return call.Parameters.Has("symbol")
            ? write(call, markets![0])
            : new JsonArray([.. (markets ?? [.. call.Exchange.Markets.Values]).Select(market => write(call, market))]);
    }

    private static JsonObject Price(RestCall call, SymbolMarket market) => new()
    {
        ["symbol"] = market.Rules.Name,
        ["price"] = Shapes.Money(market.Tape.LastPrice),
    };

    private static JsonObject BookTicker(RestCall call, SymbolMarket market)
    {
        var bid = OrderBook.Levels(market.Book.Bids).FirstOrDefault();
        var ask = OrderBook.Levels(market.Book.Asks).FirstOrDefault();
        return new JsonObject
        {
            ["symbol"] = market.Rules.Name,
            ["bidPrice"] = Shapes.Money(bid.Price),
            ["bidQty"] = Shapes.Money(bid.Quantity),
            ["askPrice"] = Shapes.Money(ask.Price),
            ["askQty"] = Shapes.Money(ask.Quantity),
        };
    }

    private static JsonObject Statistics(RestCall call, SymbolMarket market)
    {
        var now = call.Exchange.Clock.Microseconds;
        var trades = market.Tape.Since(now - Day).ToArray();
        var last = market.Tape.Trades[^1];
        var day = new Candle(now - Day, now, trades.Length > 0 ? trades[0].Price : last.Price);
        foreach (var trade in trades)
        {
            day.Add(trade);
        }

        var change = day.Close - day.Open;
        var ticker = BookTicker(call, market);
        var shape = new JsonObject
        {
            ["symbol"] = market.Rules.Name,
            ["priceChange"] = Shapes.Money(change),
            ["priceChangePercent"] = (change / day.Open * 100).ToString("0.000", System.Globalization.CultureInfo.InvariantCulture),
            ["weightedAvgPrice"] = Shapes.Money(day.Volume == 0 ? day.Close : day.QuoteVolume / day.Volume),
            ["prevClosePrice"] = Shapes.Money(day.Open),
            ["lastPrice"] = Shapes.Money(last.Price),
            ["lastQty"] = Shapes.Money(last.Quantity),
            ["bidPrice"] = ticker["bidPrice"]!.DeepClone(),
            ["bidQty"] = ticker["bidQty"]!.DeepClone(),
            ["askPrice"] = ticker["askPrice"]!.DeepClone(),
            ["askQty"] = ticker["askQty"]!.DeepClone(),
            ["openPrice"] = Shapes.Money(day.Open),
            ["highPrice"] = Shapes.Money(day.High),
            ["lowPrice"] = Shapes.Money(day.Low),
            ["volume"] = Shapes.Money(day.Volume),
            ["quoteVolume"] = Shapes.Money(day.QuoteVolume),
            ["openTime"] = call.Shapes.Time(day.OpenTime),
            ["closeTime"] = call.Shapes.Time(day.CloseTime),
            ["firstId"] = trades.Length > 0 ? trades[0].Id : -1,
            ["lastId"] = trades.Length > 0 ? last.Id : -1,
            ["count"] = trades.Length,
        };
        return shape;
    }
}
