using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Countersign.Benchmarks.Signing;
using Countersign.Benchmarks.Worlds;
using Countersign.Cli.Supervision;

namespace Countersign.Benchmarks.Ordering;

/// <summary>The three processes of a home, joined by the bench, with gateway and courier in hosts that count what they allocate.</summary>
internal sealed class OrderRig : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly BlockingCollection<long> _counts = [];
    private readonly SignerRig _signer;
    private readonly Child _gateway;
    private readonly Child _courier;

    private OrderRig(Home home)
    {
        _signer = SignerRig.StartSigner(home);
        _gateway = Start(ChildProgram.Gateway("127.0.0.1:0", home.Exchange, []), "Countersign.Gateway");
        _courier = Start(ChildProgram.Courier(home.Exchange), "Countersign.Courier");
        Child.Join(_gateway, _courier);
        _signer.Join(_gateway);
        _signer.Join(_courier);
    }

    public Uri Url => new(_gateway.Ready.Result);

    /// <summary>Starts them and waits until an order would be judged.</summary>
    public static async Task<OrderRig> StartAsync(Home home)
    {
        var rig = new OrderRig(home);
        try
        {
            await rig._gateway.Ready.WaitAsync(Patience);
            var clock = Stopwatch.StartNew();
            while (!rig._signer.IsReady)
            {
                await Task.Delay(20);
                if (clock.Elapsed > Patience)
                {
                    throw new TimeoutException("the signer got no clock or no market facts");
                }
            }

            return rig;
        }
        catch
        {
            await rig.DisposeAsync();
            throw;
        }
    }

    /// <summary>What each process has used so far.</summary>
    public async Task<IReadOnlyList<Counted>> CountAsync() =>
    [
        Count("gateway", _gateway.ProcessId, await AllocatedAsync(_gateway)),
        Count("signer", _signer.ProcessId, allocated: null),
        Count("courier", _courier.ProcessId, await AllocatedAsync(_courier)),
    ];

    public async ValueTask DisposeAsync()
    {
        await _gateway.StopAsync();
        await _courier.StopAsync();
        _gateway.Dispose();
        _courier.Dispose();
        await _signer.DisposeAsync();
        _counts.Dispose();
    }

    private static Counted Count(string name, int processId, long? allocated)
    {
        var (all, kernel) = ProcessFigures.ProcessorSeconds(processId);
        return new Counted(name, all, kernel, ProcessFigures.Waits(processId), allocated);
    }

    private Task<long> AllocatedAsync(Child child)
    {
        Signals.SendUser1(child.ProcessId);
        return Task.Run(() => _counts.TryTake(out var count, Patience)
            ? count
            : throw new TimeoutException($"the {child.Program.Name} does not say what it allocated"));
    }

    private Child Start(ChildProgram program, string assembly) => Child.Start(
        program with { Path = Environment.ProcessPath!, Arguments = [CountingHost.Command, assembly, .. program.Arguments] },
        account: null,
        generation: 1,
        Take);

    private void Take(string line)
    {
        var at = line.IndexOf(CountingHost.Word, StringComparison.Ordinal);
        if (at >= 0)
        {
            _counts.Add(long.Parse(line.AsSpan(at + CountingHost.Word.Length), CultureInfo.InvariantCulture));
        }
        else
        {
            Console.Error.WriteLine(line);
        }
    }
}
