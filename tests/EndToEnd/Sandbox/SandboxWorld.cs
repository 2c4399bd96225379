namespace Countersign.EndToEnd.Sandbox;

/// <summary>A sandbox with one account that may trade and a client for it, made in one line of a test.</summary>
internal sealed class SandboxWorld : IAsyncDisposable
{
    private SandboxWorld(SandboxProcess exchange, SandboxKey key)
    {
        Exchange = exchange;
        Key = key;
        Client = RawClient.Hmac(exchange.Url, key);
    }

    public SandboxProcess Exchange { get; }

    public SandboxControl Control => Exchange.Control;

    public SandboxKey Key { get; }

    public RawClient Client { get; }

    /// <summary>The account `trader` with 10,000 USDT and 1 BTC.</summary>
    public static async Task<SandboxWorld> StartAsync(ulong seed = 1)
    {
        var exchange = await SandboxProcess.StartAsync(seed);
        await exchange.Control.OpenAccountAsync("trader", ("USDT", "10000"), ("BTC", "1"));
        return new SandboxWorld(exchange, await exchange.Control.CreateHmacKeyAsync("trader", null, "enableSpotAndMarginTrading"));
    }

    public Task<SandboxAccount> TraderAsync() => Control.AccountAsync("trader");

    /// <summary>Another account, with a client that trades for it.</summary>
    public async Task<RawClient> JoinAsync(string name, params (string Asset, string Amount)[] balances)
    {
        await Control.OpenAccountAsync(name, balances);
        return RawClient.Hmac(Exchange.Url, await Control.CreateHmacKeyAsync(name, null, "enableSpotAndMarginTrading"));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Exchange.DisposeAsync();
    }
}
