namespace Countersign.Unit.Signer;

/// <summary>One trading world for all tests of a class that only make calls; each takes a bot of its own.</summary>
public sealed class TradingWorld : IDisposable
{
    private int _bots;

    public TradingWorld()
    {
        World = SignerWorld.Trading(out _, out var key);
        Key = key;
    }

    internal SignerWorld World { get; }

    internal TestKey Key { get; }

    public void Dispose() => World.Dispose();

    /// <summary>A bot that nobody used before, on fresh market facts.</summary>
    internal TestBot NewBot()
    {
        var bot = World.Vault.Bot($"bot-{++_bots}", Key.Name);
        World.Load(bot.Record).ShouldBeDone();
        World.SyncCourier();
        World.Market("BTCUSDT", 49_990m, 50_010m, 50_000m);
        return bot;
    }
}
