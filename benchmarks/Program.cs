using System.Runtime.InteropServices;
using Countersign.Benchmarks;
using Countersign.Benchmarks.Hotpath;
using Countersign.Benchmarks.Ordering;
using Countersign.Benchmarks.Reports;
using Countersign.Benchmarks.Signing;
using Countersign.Benchmarks.Tokens;
using Countersign.Channels;

// The bench is also what it starts itself to compare with.
if (args is ["--control", _, CountingHost.Command, ..])
{
    return CountingHost.Run(args);
}

if (Supervision.NumberIn(args) is { } control)
{
    using var supervision = Supervision.Take(control);
    return Echo.Run(supervision, args[^1]);
}

if (BenchOptions.Read(args) is not { } options)
{
    await Console.Error.WriteLineAsync("bench: error: the arguments are not understood\nbench: hint: " + BenchOptions.Usage);
    return 2;
}

// 1. The machine, before it is busy with us.
var machine = Machine.Read(options.LoadBefore);
if (!machine.IsQuiet && !options.IsBusy)
{
    await Console.Error.WriteLineAsync(
        $"bench: error: the load is {machine.Load:0.00}, above {Machine.MaxQuietLoad:0.0}: other programs would be part of the figures\n"
        + "bench: hint: wait until the machine is quiet, or say --busy and keep none of the figures but ratios");
    return 1;
}

using var stop = new CancellationTokenSource();
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);

// 2. What is measured has processes of its own; nothing of them is left.
var start = TimeProvider.System.GetUtcNow();
var tables = new List<Table>();
try
{
    if (options.MeasuresHotpath)
    {
        tables.Add(HotpathBench.Measure());
    }

    if (options.MeasuresToken)
    {
        tables.Add(TokenBench.Measure(options.IsQuick ? 200 : 5_000));
    }

    if (options.MeasuresSigner)
    {
        tables.AddRange(await SignerBench.MeasureAsync(options.IsQuick ? SignerPlan.Quick : SignerPlan.Full, stop.Token));
    }

    if (options.MeasuresOrder)
    {
        tables.AddRange(await OrderBench.MeasureAsync(options.IsQuick ? OrderPlan.Quick : OrderPlan.Full, stop.Token));
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
Console.Write(Report.ToMarkdown(machine, start, options.Command, tables));
if (options.JsonFile is { } file)
{
    Report.WriteJson(machine, start, options.Command, tables, file);
}

return 0;

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}
