namespace Countersign.Sandbox.Market;

/// <summary>Trades from before the sandbox started, so that candles and tickers have something to show.</summary>
internal static class History
{
    private const long Minute = 60_000_000;

    /// <summary>One trade an hour for thirty days, one a minute for the last day; the walk ends at the start price.</summary>
    public static void Write(SymbolMarket market, SeededRandom random, long now)
    {
        var times = new List<long>();
        for (var hours = 30 * 24; hours > 24; hours--)
        {
            times.Add(now - (hours * 60 * Minute));
        }

        for (var minutes = 24 * 60; minutes > 0; minutes--)
        {
            times.Add(now - (minutes * Minute));
        }

        var rules = market.Rules;
        var prices = new decimal[times.Count];
        var price = rules.StartPrice;
        for (var i = prices.Length - 1; i >= 0; i--)
        {
            prices[i] = price;
            var pull = (rules.StartPrice - price) / rules.StartPrice * 0.02m;
            price = Math.Max(rules.TickSize, rules.RoundPrice(price * (1 + pull + (random.Signed() * 0.0008m))));
        }

        for (var i = 0; i < prices.Length; i++)
        {
            var quantity = Math.Max(rules.StepSize, rules.FloorQuantity(rules.LevelQuantity * random.Fraction()));
            market.Tape.Add(prices[i], quantity, times[i], random.Next() % 2 == 0);
        }
    }
}
