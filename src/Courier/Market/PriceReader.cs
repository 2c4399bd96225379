using System.Text.Json;
using Countersign.Core.Refusals;
using Countersign.Core.Requests;

namespace Countersign.Courier.Market;

/// <summary>Reads prices in the exchange's answers. What is not exactly a price is as if it were not there.</summary>
internal static class PriceReader
{
    /// <summary>Best prices by symbol, from an answer of bookTicker for several symbols.</summary>
    public static IEnumerable<(string Symbol, decimal Bid, decimal Ask)> BestPrices(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Array ? answer.EnumerateArray().Select(BestPricesOf).OfType<(string, decimal, decimal)>() : [];

    /// <summary>The price in an answer of avgPrice.</summary>
    public static decimal? Average(JsonElement answer) => Price(answer, "price");

    private static (string Symbol, decimal Bid, decimal Ask)? BestPricesOf(JsonElement ticker) =>
        Text(ticker, "symbol") is { } symbol && Price(ticker, "bidPrice") is { } bid && Price(ticker, "askPrice") is { } ask ? (symbol, bid, ask) : null;

    private static decimal? Price(JsonElement holder, string name) =>
        Text(holder, name) is { } text && ExchangeDecimal.Read(text, out var price) == RefusalKind.None ? price : null;

    private static string? Text(JsonElement holder, string name) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
