namespace Countersign.Sandbox.Market;

/// <summary>The symbols of the sandbox. Filters follow the shape and order of size of the real ones; the numbers are this file's own.</summary>
internal static class SymbolCatalogue
{
    public static IReadOnlyList<SymbolRules> All { get; } =
    [
        Deep("BTCUSDT", "BTC", "USDT", 60_000m, 0.01m, 1_000_000m, 0.00001m, 9_000m, 120m, 5m, 0.5m),
        Deep("ETHUSDT", "ETH", "USDT", 3_000m, 0.01m, 1_000_000m, 0.0001m, 9_000m, 2_400m, 5m, 8m),
        Deep("BNBUSDT", "BNB", "USDT", 600m, 0.01m, 100_000m, 0.001m, 900_000m, 6_000m, 5m, 30m),
        Deep("SOLUSDT", "SOL", "USDT", 150m, 0.01m, 10_000m, 0.001m, 90_000m, 9_000m, 5m, 100m),
        Deep("LTCUSDT", "LTC", "USDT", 80m, 0.01m, 100_000m, 0.001m, 90_000m, 9_000m, 5m, 150m),
        Deep("ETHBTC", "ETH", "BTC", 0.05m, 0.00001m, 922_327m, 0.0001m, 100_000m, 2_400m, 0.0001m, 8m) with { LevelGap = 0.0004m },
        Deep("BNBBTC", "BNB", "BTC", 0.01m, 0.000001m, 100_000m, 0.001m, 100_000m, 6_000m, 0.0001m, 30m),
        new()
        {
            Name = "DUSTUSDT",
            Base = "DUST",
            Quote = "USDT",
            StartPrice = 0.0100m,
            TickSize = 0.0001m,
            MaxPrice = 1_000m,
            StepSize = 1m,
            MaxQuantity = 90_000_000m,
            MaxMarketQuantity = 20_000_000m,
            MinNotional = 1m,
            MultiplierUp = 10m,
            MultiplierDown = 0.1m,
            LevelQuantity = 800m,
            Levels = 5,
            LevelGap = 0.01m,
            IsThin = true,
        },
    ];

    private static SymbolRules Deep(
        string name, string baseAsset, string quoteAsset, decimal price, decimal tick, decimal maxPrice, decimal step, decimal maxQuantity,
        decimal maxMarketQuantity, decimal minNotional, decimal levelQuantity) => new()
        {
            Name = name,
            Base = baseAsset,
            Quote = quoteAsset,
            StartPrice = price,
            TickSize = tick,
            MaxPrice = maxPrice,
            StepSize = step,
            MaxQuantity = maxQuantity,
            MaxMarketQuantity = maxMarketQuantity,
            MinNotional = minNotional,
            MultiplierUp = 5m,
            MultiplierDown = 0.2m,
            LevelQuantity = levelQuantity,
            Levels = 100,
            LevelGap = 0.0002m,
        };
}
