using System.Diagnostics;
using Countersign.Benchmarks.Clients;
using Countersign.Benchmarks.Keys;
using Countersign.Benchmarks.Worlds;

namespace Countersign.Benchmarks.Measuring;

/// <summary>Measures every call, direct and through in turns.</summary>
internal static class LatencyRun
{
    private static readonly Call[] Calls = Enum.GetValues<Call>();

    public static async Task<IReadOnlyList<Latency>> MeasureAsync(World world, KeyType type, Plan plan, CancellationToken stop)
    {
        using var direct = new TradingClient(world.Direct, "direct");
        using var through = new TradingClient(world.Bots[0], "through");
        var directSeries = NewSeries(plan);
        var throughSeries = NewSeries(plan);
        for (var done = 0; done < plan.WarmUp + plan.Samples; done += plan.Turn)
        {
            // What comes first warms up compilers, pools and caches of five processes, and does not count.
            var counts = done >= plan.WarmUp;
            TakeTurn(direct, done, plan.Turn, counts ? directSeries : null);
            TakeTurn(through, done, plan.Turn, counts ? throughSeries : null);
            await world.ForgetAsync();
            stop.ThrowIfCancellationRequested();
        }

        return [.. Calls.Select((call, i) =>
            new Latency(type, call, directSeries[i].Count, directSeries[i].Summarize(), throughSeries[i].Summarize()))];
    }

    /// <summary>So many orders one after the other, then a read of each, then a cancel of each.</summary>
    private static void TakeTurn(TradingClient client, int first, int count, Series[]? series)
    {
        foreach (var call in Calls)
        {
            for (var number = first; number < first + count; number++)
            {
                var start = Stopwatch.GetTimestamp();
                client.Do(call, number);
                series?[(int)call].Add(Stopwatch.GetTimestamp() - start);
            }
        }
    }

    private static Series[] NewSeries(Plan plan) => Array.ConvertAll(Calls, _ => new Series(plan.Samples));
}
