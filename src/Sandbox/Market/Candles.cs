namespace Countersign.Sandbox.Market;

/// <summary>Candles computed from a tape. Intervals without a trade repeat the close before them.</summary>
internal static class Candles
{
    private const long Second = 1_000_000;

    /// <summary>The length of an interval in microseconds; null when the exchange has no such interval.</summary>
    /// <remarks>A month counts thirty days and weeks are counted from the epoch: nearer than that no client library looks.</remarks>
    public static long? Length(string interval) => interval switch
    {
        "1s" => Second,
        "1m" => 60 * Second,
        "3m" => 180 * Second,
        "5m" => 300 * Second,
        "15m" => 900 * Second,
        "30m" => 1_800 * Second,
        "1h" => 3_600 * Second,
        "2h" => 7_200 * Second,
        "4h" => 14_400 * Second,
        "6h" => 21_600 * Second,
        "8h" => 28_800 * Second,
        "12h" => 43_200 * Second,
        "1d" => 86_400 * Second,
        "3d" => 259_200 * Second,
        "1w" => 604_800 * Second,
        "1M" => 2_592_000 * Second,
        _ => null,
    };

    /// <summary>Candles that begin between two times (both included); the first of them when a start is given, else the last.</summary>
    public static IReadOnlyList<Candle> Build(IReadOnlyList<Trade> trades, long length, long? start, long end, int limit)
    {
        var first = trades[0].Time / length * length;
        var last = end / length * length;
        var from = start is { } wanted
            ? Math.Max(first, (wanted + length - 1) / length * length)
            : Math.Max(first, last - ((limit - 1) * length));

        var candles = new List<Candle>();
        var close = trades[0].Price;
        var next = 0;
        while (next < trades.Count && trades[next].Time < from)
        {
            close = trades[next++].Price;
        }

        for (var open = from; open <= last && candles.Count < limit; open += length)
        {
            var hasTrade = next < trades.Count && trades[next].Time < open + length;
            var candle = new Candle(open, open + length - 1, hasTrade ? trades[next].Price : close);
            for (; next < trades.Count && trades[next].Time < open + length; next++)
            {
                candle.Add(trades[next]);
            }

            close = candle.Close;
            candles.Add(candle);
        }

        return candles;
    }
}
