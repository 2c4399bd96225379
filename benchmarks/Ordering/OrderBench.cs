using Countersign.Benchmarks.Bots;
using Countersign.Benchmarks.Reports;
using Countersign.Benchmarks.Worlds;

namespace Countersign.Benchmarks.Ordering;

/// <summary>An order from end to end: direct, through nginx as a plain reverse proxy, and through Countersign, to the same upstream.</summary>
internal sealed class OrderBench(OrderPlan plan, CancellationToken stop)
{
    private const string Key = "main";

    private readonly Table _others = new("An order, other measures.", "measure", "value", "goal");

    public static async Task<IReadOnlyList<Table>> MeasureAsync(OrderPlan plan, CancellationToken stop)
    {
        await using var upstream = await Upstream.StartAsync();
        await using var proxy = await Upstream.StartProxyAsync(upstream);
        using var home = await Home.CreateAsync(upstream.Url.ToString().TrimEnd('/'));
        await home.GenerateKeyAsync(Key, "ed25519", static _ => Task.FromResult(new string('k', 64)));
        var bots = await home.AddBotsAsync(Key, plan.Bots);
        return await new OrderBench(plan, stop).MeasureAsync(upstream, proxy, home, bots);
    }

    private async Task<IReadOnlyList<Table>> MeasureAsync(Nginx upstream, Nginx proxy, Home home, IReadOnlyList<Bot> bots)
    {
        Table latencies;
        await using (var up = await UpProcess.StartAsync(home.Arguments))
        {
            AddMemory("idle after its start", up);
            // Connections of their own for each comparison: one that rests for minutes is closed.
            using (var ways = new Ways(upstream.Url, proxy.Url, up.Url, bots, connections: 1))
            {
                latencies = CompareLatencies(ways);
            }

            using (var ways = new Ways(upstream.Url, proxy.Url, up.Url, bots, plan.Connections))
            {
                CompareRates(ways);
            }

            await RestAsync(up);
        }

        return [latencies, _others, await CountAsync(home, bots)];
    }

    private Table CompareLatencies(Ways ways)
    {
        for (var done = -plan.WarmUp; done < plan.Samples; done += plan.Turn)
        {
            foreach (var way in ways.All)
            {
                way.RunOne(plan.Turn, counts: done >= 0);
            }

            stop.ThrowIfCancellationRequested();
        }

        var basis = ways.Direct.Latencies.Summarize().P50;
        var table = new Table(
            $"An order on one connection, {plan.Samples:#,0} each way in turns of {plan.Turn} after {plan.WarmUp:#,0}. Microseconds.", "way", "p50", "p99", "p99.9", "added, p50");
        foreach (var way in ways.All)
        {
            var found = way.Latencies.Summarize();
            table.Add(way.Name, found.P50, found.P99, found.P999, found.P50 - basis);
        }

        _others.Add(
            "added at p50, over what nginx adds",
            (ways.Countersign.Latencies.Summarize().P50 - basis) / (ways.Nginx.Latencies.Summarize().P50 - basis), "at most 2.0");
        return table;
    }

    private void CompareRates(Ways ways)
    {
        var rates = new double[ways.All.Count];
        for (var slice = 0; slice <= plan.Slices; slice++)
        {
            for (var i = 0; i < rates.Length; i++)
            {
                // The first warms up.
                var rate = ways.All[i].RunAll(plan.Slice);
                rates[i] += slice == 0 ? 0 : rate / plan.Slices;
                stop.ThrowIfCancellationRequested();
            }
        }

        for (var i = 0; i < rates.Length; i++)
        {
            _others.Add($"orders a second, {plan.Connections} connections, {ways.All[i].Name}", rates[i], null);
        }

        _others.Add("countersign's over nginx's", rates[2] / rates[1], "at least 0.5");
    }

    private async Task RestAsync(UpProcess up)
    {
        var used = Used();
        await Task.Delay(plan.Rest, stop);
        _others.Add($"processor time of all processes, idle for {plan.Rest.TotalSeconds} s, %", (Used() - used) / plan.Rest.TotalSeconds * 100, "under 1");
        AddMemory("idle after that load", up);

        double Used() => up.ProcessIds.Values.Sum(static id => ProcessFigures.ProcessorSeconds(id).All);
    }

    private void AddMemory(string when, UpProcess up)
    {
        var resident = up.ProcessIds.ToDictionary(static pair => pair.Key, static pair => ProcessFigures.ResidentKibibytes(pair.Value) / 1024.0, StringComparer.Ordinal);
        _others.Add($"resident memory, {when}, MB", resident.Values.Sum(), "under 300");
        foreach (var (name, megabytes) in resident)
        {
            _others.Add($"of it the {name}", megabytes, null);
        }
    }

    private async Task<Table> CountAsync(Home home, IReadOnlyList<Bot> bots)
    {
        await using var rig = await OrderRig.StartAsync(home);
        using var way = new Way("rig", rig.Url, bots, connections: 1);
        way.RunOne(plan.WarmUp, counts: false);
        var before = await rig.CountAsync();
        way.RunOne(plan.Samples, counts: false);
        var after = await rig.CountAsync();
        var table = new Table(
            "What an order costs each process, one at a time.", "process", "processor time, µs", "of it in the kernel, µs", "waits of a thread", "allocated, bytes");
        foreach (var (was, now) in before.Zip(after))
        {
            table.Add(
                now.Name,
                (now.ProcessorSeconds - was.ProcessorSeconds) / plan.Samples * 1e6,
                (now.KernelSeconds - was.KernelSeconds) / plan.Samples * 1e6,
                (double)(now.Waits - was.Waits) / plan.Samples,
                now.Allocated is { } allocated ? (double)(allocated - was.Allocated!) / plan.Samples : null);
        }

        return table;
    }
}
