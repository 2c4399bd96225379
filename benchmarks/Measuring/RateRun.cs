using System.Diagnostics;
using Countersign.Benchmarks.Clients;
using Countersign.Benchmarks.Keys;
using Countersign.Benchmarks.Worlds;

namespace Countersign.Benchmarks.Measuring;

/// <summary>Measures how many requests pass in a time, direct and through in turns.</summary>
internal static class RateRun
{
    public static async Task<Rate> MeasureAsync(World world, KeyType type, Plan plan, CancellationToken stop)
    {
        var direct = Enumerable.Range(0, plan.Connections).Select(i => new TradingClient(world.Direct, $"rate{i}")).ToArray();
        var through = Enumerable.Range(0, plan.Connections).Select(i => new TradingClient(world.Bots[i % world.Bots.Count], $"rate{i}")).ToArray();
        try
        {
            var (directRate, throughRate) = (0.0, 0.0);
            for (var slice = 0; slice <= plan.Slices; slice++)
            {
                var (directSlice, throughSlice) = (PerSecond(direct, slice, plan.Slice), PerSecond(through, slice, plan.Slice));
                await world.ForgetAsync();
                stop.ThrowIfCancellationRequested();

                // The first warms up.
                directRate += slice == 0 ? 0 : directSlice / plan.Slices;
                throughRate += slice == 0 ? 0 : throughSlice / plan.Slices;
            }

            return new Rate(type, plan.Connections, directRate, throughRate);
        }
        finally
        {
            Array.ForEach([.. direct, .. through], static client => client.Dispose());
        }
    }

    private static double PerSecond(TradingClient[] clients, int slice, TimeSpan duration)
    {
        var requests = 0L;
        var clock = Stopwatch.StartNew();

        // A thread for each: a blocking client costs least, and one that waits is not in the way of others.
        var work = Array.ConvertAll(clients, client => Task.Factory.StartNew(
            () =>
            {
                var count = 0L;
                for (var number = (long)slice << 32; clock.Elapsed < duration; number++)
                {
                    client.Do(Call.Order, number);
                    client.Do(Call.Cancel, number);
                    count += 2;
                }

                Interlocked.Add(ref requests, count);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default));
        Task.WaitAll(work);
        return requests / clock.Elapsed.TotalSeconds;
    }
}
