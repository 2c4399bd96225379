using System.Diagnostics;
using Countersign.Benchmarks.Bots;
using Countersign.Benchmarks.Measuring;
using Countersign.Benchmarks.Reports;
using Countersign.Benchmarks.Worlds;
using Countersign.Core.Frames;

namespace Countersign.Benchmarks.Signing;

/// <summary>The signer alone: a request in at the gateway's channel, the signed request out at the courier's, all checks on.</summary>
internal sealed class SignerBench(SignerWorld world, SignerPlan plan, CancellationToken stop)
{
    private readonly Table _latencies = new(
        $"Request in to signed request out, {plan.Samples:#,0} each. Microseconds. The echo is a bare signature in another process over the same sockets, in turns with the signer.",
        "key", "under way", "p50", "p99", "p99.9", "echo p50", "echo p99", "p50 / echo");

    private readonly Table _others = new("The signer, other measures.", "measure", "value", "goal");

    public static async Task<IReadOnlyList<Table>> MeasureAsync(SignerPlan plan, CancellationToken stop)
    {
        using var world = await SignerWorld.CreateAsync();
        var bench = new SignerBench(world, plan, stop);
        await bench.CompareAsync(SignerWorld.Ed25519);
        await bench.CompareAsync(SignerWorld.Hmac);
        await bench.PutRsaBesideAsync();
        await bench.StartAgainAsync();
        await bench.LoadManyAsync();
        return [bench._latencies, bench._others];
    }

    private async Task CompareAsync(string type)
    {
        await using var signer = SignerRig.StartSigner(world.Home);
        await using var echo = SignerRig.StartEcho(type);
        var writer = world.Writer(type);
        signer.Pipe.RunFirst(writer);
        foreach (var inFlight in new[] { 1, 8 })
        {
            var (ofSigner, ofEcho) = (new Series(), new Series());
            for (var done = -plan.WarmUp; done < plan.Samples; done += plan.Turn)
            {
                signer.Pipe.Run(writer, inFlight, plan.Turn, done < 0 ? null : ofSigner);
                echo.Pipe.Run(writer, inFlight, plan.Turn, done < 0 ? null : ofEcho);
                stop.ThrowIfCancellationRequested();
            }

            var (signed, echoed) = (ofSigner.Summarize(), ofEcho.Summarize());
            _latencies.Add(type, inFlight, signed.P50, signed.P99, signed.P999, echoed.P50, echoed.P99, signed.P50 / echoed.P50);
        }

        var clock = Stopwatch.StartNew();
        signer.Pipe.Run(writer, 8, plan.RateSamples, null);
        _others.Add($"throughput, {type}, eight under way, a second", plan.RateSamples / clock.Elapsed.TotalSeconds, type == SignerWorld.Ed25519 ? "40,000" : null);
    }

    private async Task PutRsaBesideAsync()
    {
        await using var signer = SignerRig.StartSigner(world.Home);
        var writer = world.Writer(SignerWorld.Ed25519);
        var rsa = world.Writer(SignerWorld.Rsa);
        signer.Pipe.RunFirst(writer);
        var (without, with) = (new Series(), new Series());
        for (var done = -plan.WarmUp; done < plan.Samples; done += plan.Turn)
        {
            signer.Pipe.Other = null;
            signer.Pipe.Run(writer, 1, plan.Turn, done < 0 ? null : without);
            signer.Pipe.Other = rsa;
            signer.Pipe.Run(writer, 1, plan.Turn, done < 0 ? null : with);
            stop.ThrowIfCancellationRequested();
        }

        var (alone, beside) = (without.Summarize(), with.Summarize());
        _others.Add("ed25519 p99, µs", alone.P99, null);
        _others.Add("ed25519 p99 with one rsa-4096 always under way, µs", beside.P99, null);
        _others.Add("ratio of these", beside.P99 / alone.P99, "1.5");
    }

    private async Task StartAgainAsync()
    {
        using var records = SealedRecords.Open(world.Home);
        var times = new List<double>();
        for (var i = 0; i < plan.Starts; i++)
        {
            var clock = Stopwatch.StartNew();
            await using var signer = SignerRig.StartSigner(world.Home);
            signer.Pipe.RunFirst(world.Writer(SignerWorld.Ed25519));
            times.Add((clock.Elapsed - records.Derivation).TotalMilliseconds);
            stop.ThrowIfCancellationRequested();
        }

        _others.Add("start to first signature without the key derivation, ms", times.Order().ElementAt(times.Count / 2), "400");
    }

    private async Task LoadManyAsync()
    {
        await using var signer = SignerRig.StartSigner(world.Home);
        using var records = SealedRecords.Open(world.Home);
        var bots = new List<Bot>();
        for (var i = 0; i < plan.Keys; i++)
        {
            var (key, botRecord, bot) = records.Make(i);
            Load(signer, key);
            Load(signer, botRecord);
            bots.Add(bot);
            stop.ThrowIfCancellationRequested();
        }

        var writer = new CallWriter(bots);
        signer.Pipe.RunFirst(writer);
        signer.Pipe.Run(writer, 1, plan.Keys, null);
        _others.Add($"resident with {plan.Keys:#,0} keys and bots, each used, MB", ProcessFigures.ResidentKibibytes(signer.ProcessId) / 1024.0, "80");
    }

    private static void Load(SignerRig signer, byte[] record)
    {
        if (signer.Operator!.Ask(new LoadRecord { Record = record }) is { } failure)
        {
            throw failure.ToException();
        }
    }
}
