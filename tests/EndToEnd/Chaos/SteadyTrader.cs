using System.Collections.Concurrent;
using System.Globalization;
using Countersign.EndToEnd.Worlds;
using Shouldly;

namespace Countersign.EndToEnd.Chaos;

/// <summary>A bot that sends one order after the other, each with a client order id of its own, and writes down what it was told.</summary>
internal sealed class SteadyTrader : IAsyncDisposable
{
    private readonly World _world;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, (OrderFate Fate, string Answer)> _told = new(StringComparer.Ordinal);
    private readonly Task[] _loops;
    private int _number;

    private SteadyTrader(World world)
    {
        _world = world;
        _loops = [.. Enumerable.Range(0, 3).Select(_ => Task.Run(TradeAsync))];
    }

    /// <summary>Starts to trade, with limits of the exchange that do not get in the way.</summary>
    public static async Task<SteadyTrader> StartAsync(World world)
    {
        await world.Sandbox.Control.SetLimitsAsync(weightPerMinute: 1_000_000, ordersPer10s: 1_000_000, ordersPerDay: 1_000_000);
        return new SteadyTrader(world);
    }

    /// <summary>Waits until this many more orders went well.</summary>
    public Task UntilDoneAsync(int more)
    {
        var wanted = Count(OrderFate.Done) + more;
        return _world.Up.UntilAsync(() => Task.FromResult(Count(OrderFate.Done) >= wanted), "orders that go well");
    }

    /// <summary>Stops, and holds everything that was told against the exchange's own record.</summary>
    public async Task StopAndCompareAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_loops);

        var account = await _world.Sandbox.Control.AccountAsync(World.Account);
        var there = account.Orders.Select(static order => order!["clientOrderId"]!.GetValue<string>()).ToArray();
        there.ShouldBeUnique();
        var arrived = (await _world.Sandbox.Control.ReceivedAsync())
            .Where(static request => request is { Method: "POST", Path: "/api/v3/order" })
            .Select(static request => request.Parameters.Single(static parameter => parameter.Name == "newClientOrderId").Value).ToArray();
        arrived.ShouldBeUnique();

        var known = there.ToHashSet(StringComparer.Ordinal);
        _told.Where(told => told.Value.Fate == OrderFate.Done && !known.Contains(told.Key)).ShouldBeEmpty("told as done, and not there");
        _told.Where(told => told.Value.Fate == OrderFate.Refused && known.Contains(told.Key)).ShouldBeEmpty("told as refused, and there");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_loops);
        _stop.Dispose();
    }

    /// <summary>What an answer says of an order.</summary>
    public static OrderFate FateOf(BotAnswer answer) => answer switch
    {
        { Status: 200 } => OrderFate.Done,
        { Status: >= 500 } or { Code: -1007 } => OrderFate.Unknown,
        _ => OrderFate.Refused,
    };

    private int Count(OrderFate fate) => _told.Values.Count(told => told.Fate == fate);

    private async Task TradeAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"steady-{Interlocked.Increment(ref _number)}");
            try
            {
                // Meets nobody and waits for nobody, but is an order on the account's record.
                var answer = await _world.Bot.SignedAsync(
                    "POST", "/api/v3/order", $"symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=IOC&quantity=0.0002&price=50000&newClientOrderId={id}");
                _told[id] = (FateOf(answer), answer.ToString());
            }
            catch (IOException broken)
            {
                _told[id] = (OrderFate.Unknown, broken.Message);
            }

            await Task.Delay(5);
        }
    }
}
