using System.Runtime.InteropServices;
using Countersign.Benchmarks;
using Countersign.Benchmarks.Keys;
using Countersign.Benchmarks.Measuring;
using Countersign.Benchmarks.Reports;
using Countersign.Benchmarks.Worlds;

if (BenchOptions.Read(args) is not { } options)
{
    await Console.Error.WriteLineAsync("bench: error: the arguments are not understood\nbench: hint: " + BenchOptions.Usage);
    return 2;
}

// 1. The machine, before it is busy with us.
var plan = options.IsQuick ? Plan.Quick : Plan.Full;
var machine = Machine.Read(options.LoadBefore);
if (!machine.IsQuiet)
{
    await Console.Error.WriteLineAsync(
        $"bench: warning: the load is {machine.Load:0.00}, above {Machine.MaxQuietLoad:0.0}: other programs are part of these figures");
}

using var stop = new CancellationTokenSource();
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);

// 2. A world for each type of key; nothing of it is left when the next one starts.
var start = TimeProvider.System.GetUtcNow();
var latencies = new List<Latency>();
var rates = new List<Rate>();
try
{
    foreach (var type in KeyType.All)
    {
        await Console.Error.WriteLineAsync($"bench: {type.Name}");
        await using var world = await World.StartAsync(type, plan.Bots);
        latencies.AddRange(await LatencyRun.MeasureAsync(world, type, plan, stop.Token));
        rates.Add(await RateRun.MeasureAsync(world, type, plan, stop.Token));
    }
}
catch (Exception) when (stop.IsCancellationRequested)
{
    // A terminal interrupts the other processes too, so that it may be they who end first.
    await Console.Error.WriteLineAsync("bench: stopped");
    return 130;
}
catch (Exception fault)
{
    await Console.Error.WriteLineAsync($"bench: error: {fault.Message}");
    return 1;
}

// 3. What was found.
var results = new Results(machine, plan, start, latencies, rates);
Console.Write(MarkdownReport.Write(results));
if (options.JsonFile is { } file)
{
    JsonReport.Write(results, file);
}

return 0;

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}
