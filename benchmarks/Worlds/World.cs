using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Countersign.Benchmarks.Clients;
using Countersign.Benchmarks.Keys;
using Countersign.EndToEnd.Sandbox;

namespace Countersign.Benchmarks.Worlds;

/// <summary>
/// A sandbox exchange, and the two ways to it for one type of key: a bot that holds the key, and bots behind a Countersign that holds
/// another one of the same type. Dispose it: nothing is left.
/// </summary>
internal sealed class World : IAsyncDisposable
{
    private const string Key = "main";

    private const string Policy = """
        {
          "task": "spot-trading",
          "orderTypes": ["LIMIT_MAKER"],
          "symbols": { "BTCUSDT": { "maxNotional": "1000" } }
        }
        """;

    private static readonly (string Asset, string Amount) Balance = ("USDT", "1000000");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Folder _folder = new();
    private readonly List<Credential> _bots = [];
    private readonly SandboxProcess _sandbox;
    private readonly string[] _home;
    private UpProcess? _up;

    private World(SandboxProcess sandbox)
    {
        _sandbox = sandbox;
        var passphrase = _folder.Write("passphrase", RandomNumberGenerator.GetHexString(32));
        _home = ["--home", _folder.Home, "--passphrase-file", passphrase];
    }

    /// <summary>Signs with an exchange key and talks to the exchange itself.</summary>
    public Credential Direct { get; private set; } = null!;

    /// <summary>Sign with credentials of their own and talk to Countersign.</summary>
    public IReadOnlyList<Credential> Bots => _bots;

    public static async Task<World> StartAsync(KeyType type, int bots)
    {
        var world = new World(await SandboxProcess.StartAsync(1, quiet: true, "--no-limits"));
        try
        {
            await world.OpenDirectAsync(type);
            await world.OpenThroughAsync(type, bots);
            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lets the exchange forget what it received, so that its memory does not grow with the samples.</summary>
    public Task ForgetAsync() => _sandbox.Control.ClearReceivedAsync();

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_up is not null)
            {
                await _up.DisposeAsync();
            }
        }
        finally
        {
            await _sandbox.DisposeAsync();
            _folder.Dispose();
        }
    }

    private async Task OpenDirectAsync(KeyType type)
    {
        await _sandbox.Control.OpenAccountAsync("direct", Balance);
        if (type.IsShared)
        {
            var key = await RegisterAsync("direct", type, publicKey: null);
            Direct = new Credential(_sandbox.Url, key.ApiKey, new HmacSigner(key.Secret!));
            return;
        }

        var (signer, publicKey) = type.NewPair();
        Direct = new Credential(_sandbox.Url, (await RegisterAsync("direct", type, publicKey)).ApiKey, signer);
    }

    private async Task OpenThroughAsync(KeyType type, int bots)
    {
        await _sandbox.Control.OpenAccountAsync("through", Balance);
        await RunAsync("init", "--exchange", _sandbox.Url, "--kdf-memory", "64");
        _up = await UpProcess.StartAsync(_home);
        await ObtainKeyAsync(type);
        var policy = _folder.Write("policy.json", Policy);
        for (var i = 0; i < bots; i++)
        {
            var bot = await RunAsync("bot", "add", $"bot-{i}", "--key", Key, "--policy", policy);
            _bots.Add(new Credential(_up.Url, bot["apiKey"]!.GetValue<string>(), new HmacSigner(bot["secret"]!.GetValue<string>())));
        }

        await UntilTradingAsync();
    }

    private async Task ObtainKeyAsync(KeyType type)
    {
        string apiKey;
        if (type.IsShared)
        {
            (apiKey, var secret) = await RegisterAsync("through", type, publicKey: null);
            await RunAsync("key", "import", Key, "--type", type.Name, "--api-key", apiKey, "--secret-file", _folder.Write("secret", secret!));
        }
        else
        {
            var made = await RunAsync("key", "generate", Key, "--type", type.Name);
            apiKey = (await RegisterAsync("through", type, made["publicKey"]!.GetValue<string>())).ApiKey;
        }

        await RunAsync("key", "activate", Key, "--api-key", apiKey);
    }

    // The exchange's clock is measured and the new bots are loaded within moments.
    private async Task UntilTradingAsync()
    {
        using var client = new TradingClient(_bots[^1], "first");
        var clock = Stopwatch.StartNew();
        while (client.Try(Call.Order, 0) != 200)
        {
            if (clock.Elapsed > Patience)
            {
                client.Do(Call.Order, 0);
                break;
            }

            await Task.Delay(50);
        }

        client.Do(Call.Cancel, 0);
    }

    private Task<SandboxKey> RegisterAsync(string account, KeyType type, string? publicKey) =>
        _sandbox.Control.CreateKeyAsync(account, type.Scheme, publicKey, ["127.0.0.1"], "enableSpotAndMarginTrading");

    private Task<JsonObject> RunAsync(params string[] arguments) => CommandLine.RunAsync([.. arguments, .. _home]);
}
