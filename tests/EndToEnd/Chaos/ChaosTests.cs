using Countersign.EndToEnd.Worlds;
using Xunit;

namespace Countersign.EndToEnd.Chaos;

/// <summary>Processes die and the exchange stands still in the middle of trading: no order twice, no wrong answer, and trading goes on by itself.</summary>
public sealed class ChaosTests
{
    [Fact]
    public async Task Trading_survives_the_death_of_every_process()
    {
        await using var world = await World.StartAsync();
        await using var trader = await SteadyTrader.StartAsync(world);
        await trader.UntilDoneAsync(20);

        foreach (var name in new[] { "signer", "courier", "gateway", "courier", "signer" })
        {
            await world.Up.KillAsync(name);
            await trader.UntilDoneAsync(20);
        }

        await trader.StopAndCompareAsync();
    }

    [Fact]
    public async Task Trading_survives_an_exchange_that_stands_still_and_one_that_fails()
    {
        await using var world = await World.StartAsync();
        await using var trader = await SteadyTrader.StartAsync(world);
        await trader.UntilDoneAsync(20);

        Signals.Send(world.Sandbox.ProcessId, Signals.Stop);
        await Task.Delay(TimeSpan.FromSeconds(4));
        Signals.Send(world.Sandbox.ProcessId, Signals.Continue);
        await trader.UntilDoneAsync(20);

        foreach (var kind in new[] { "status-after", "drop-before", "drop-after", "status-before", "delay" })
        {
            await world.Sandbox.Control.AddFaultAsync(kind, "POST", "/api/v3/order", count: 3, ms: kind == "delay" ? 1500 : 0);
            await trader.UntilDoneAsync(10);
        }

        await trader.StopAndCompareAsync();
    }
}
