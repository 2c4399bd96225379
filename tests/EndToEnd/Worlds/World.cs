using System.Security.Cryptography;
using Countersign.EndToEnd.Sandbox;
using Shouldly;

namespace Countersign.EndToEnd.Worlds;

/// <summary>
/// Everything, for real: a sandbox exchange with an account and a key for it, a Countersign that holds the key, and a bot with a
/// credential. Dispose it: it asks all to stop and checks that nothing is left.
/// </summary>
internal sealed class World : IAsyncDisposable
{
    /// <summary>The key's name.</summary>
    public const string Key = "main";

    public const string Account = "trader";

    /// <summary>What a bot of a world may do unless a test says otherwise.</summary>
    public const string Policy = """
        {
          "task": "spot-trading",
          "orderTypes": ["LIMIT", "LIMIT_MAKER", "MARKET"],
          "symbols": {
            "BTCUSDT": { "maxNotional": "1000" },
            "ETHUSDT": { "maxNotional": "500" },
            "LTCUSDT": { "maxNotional": "500" }
          }
        }
        """;

    private readonly Place _place;
    private readonly List<string> _said = [];
    private readonly DateTime _began = DateTime.UtcNow;
    private int _bots;
    private bool _hasExchange = true;

    private World(SandboxProcess sandbox, bool probed)
    {
        Sandbox = sandbox;
        _place = new Place { Program = probed ? Programs.Probed : Programs.CommandLine };
        Passphrase = RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz", 24);
        PassphraseFile = _place.Write("passphrase", Passphrase + "\n");
    }

    public SandboxProcess Sandbox { get; private set; }

    public Place Place => _place;

    public UpProcess Up { get; private set; } = null!;

    /// <summary>The bot that every world has, named `bot-1`.</summary>
    public BotClient Bot { get; private set; } = null!;

    public string Passphrase { get; }

    public string PassphraseFile { get; }

    /// <summary>The exchange's id of the key.</summary>
    public string ExchangeApiKey { get; private set; } = "";

    /// <summary>The secret that the exchange made, of an HMAC key.</summary>
    public string? ExchangeSecret { get; private set; }

    /// <summary>Everything that commands printed, but for what `bot add` printed to its caller.</summary>
    public IReadOnlyList<string> Said => _said;

    /// <param name="key">Ed25519, if none is named.</param>
    /// <param name="policy">Of the first bot.</param>
    /// <param name="quiet">Prices stand still.</param>
    /// <param name="probed">With a signer that obeys <see cref="Place.OrderSigner"/>.</param>
    public static async Task<World> StartAsync(WorldKey? key = null, string policy = Policy, bool quiet = true, bool probed = false)
    {
        var world = new World(await SandboxProcess.StartAsync(quiet: quiet), probed);
        try
        {
            await world.SetUpAsync(key ?? WorldKey.Ed25519, policy);
            return world;
        }
        catch (Exception fault)
        {
            var error = world.Up?.Error ?? "";
            await world.TearDownAsync();
            throw new InvalidOperationException($"the world did not start: {fault.Message}\nup wrote: {error}", fault);
        }
    }

    /// <summary>Runs a command on the home of this world, with its passphrase.</summary>
    public async Task<CommandResult> RunAsync(params string[] arguments)
    {
        var result = await CommandLine.RunAsync(CommandLine.Start(_place, [.. arguments, "--passphrase-file", PassphraseFile]));
        var isCredential = arguments is ["bot", "add", ..];
        _said.Add(isCredential ? result.Error : result.Output + result.Error);
        return result;
    }

    /// <summary>Issues a credential to another bot.</summary>
    public async Task<BotClient> AddBotAsync(string policy = Policy, string? name = null)
    {
        var number = ++_bots;
        var file = _place.Write($"policy-{number}.json", policy);
        var json = (await RunAsync("bot", "add", name ?? $"bot-{number}", "--key", Key, "--policy", file, "--json")).Succeeded().Json;
        return new BotClient(Up.Url, json["apiKey"]!.GetValue<string>(), json["secret"]!.GetValue<string>());
    }

    /// <summary>What starts `up` on this world's home.</summary>
    public string[] UpArguments => ["--listen", "127.0.0.1:0", "--exchange", Sandbox.Url, "--passphrase-file", PassphraseFile];

    /// <summary>Stops `up` and starts it again; bots get the new address.</summary>
    public async Task RestartUpAsync()
    {
        (await Up.StopAsync()).ShouldBe(0, Up.Error);
        await StartUpAgainAsync();
    }

    /// <summary>Starts `up` where it has ended; bots get the new address.</summary>
    /// <param name="asksOnce">The passphrase comes over standard input, so that it cannot be read again.</param>
    /// <param name="more">Further options of `up`.</param>
    public async Task StartUpAgainAsync(bool asksOnce = false, params string[] more)
    {
        _said.Add(Up.Output + Up.Error);
        Up.Dispose();
        Up = asksOnce
            ? await UpProcess.StartAsync(_place, Passphrase + "\n", [.. UpArguments[..^1], "-"])
            : await UpProcess.StartAsync(_place, "", [.. UpArguments, .. more]);
        Bot = new BotClient(Up.Url, Bot.ApiKey, Bot.Secret);
    }

    /// <summary>Takes the exchange away.</summary>
    public async Task StopExchangeAsync()
    {
        _hasExchange = false;
        await Sandbox.DisposeAsync();
    }

    /// <summary>An exchange at the same address again, which knows no account.</summary>
    public async Task StartExchangeAgainAsync()
    {
        Sandbox = await SandboxProcess.StartAsync(more: ["--listen", new Uri(Sandbox.Url).Authority]);
        _hasExchange = true;
    }

    /// <summary>Waits until the bot may trade: the key is loaded, the clock measured, the market known.</summary>
    public Task UntilTradingAsync() => Up.UntilAsync(
        async () =>
        {
            try
            {
                return (await Bot.SignedAsync("POST", "/api/v3/order/test", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.001")).Status == 200;
            }
            catch (IOException)
            {
                return false;
            }
        },
        "trading");

    /// <summary>The sequence number of the last request that reached the exchange.</summary>
    public async Task<long> MarkAsync() => await Sandbox.Control.ReceivedAsync() is [.., var last] ? last.Sequence : 0;

    /// <summary>What reached the exchange after a mark, but for what Countersign asks by itself: time and prices, without a key.</summary>
    public async Task<IReadOnlyList<SandboxReceived>> ReachedAsync(long after) =>
        [.. (await Sandbox.Control.ReceivedAsync(after)).Where(static request => !IsOwnQuestion(request))];

    public async ValueTask DisposeAsync()
    {
        var ids = Up.ProcessIds().Values.Append(Up.ProcessId).ToArray();
        try
        {
            (await Up.StopAsync()).ShouldBe(0, Up.Error);
            ids.Where(Signals.IsAlive).ShouldBeEmpty("processes are left");
            _place.Litter().ShouldBeEmpty("files are left outside the home");
            // Older ones are of processes that had the same numbers long ago.
            ids.SelectMany(static id => Directory.EnumerateFiles("/tmp", $"*-{id}-*")).Where(file => File.GetLastWriteTimeUtc(file) >= _began)
                .ShouldBeEmpty("files of the processes are left");
            Directory.Exists(Path.Combine(_place.Home, "run")).ShouldBeTrue();
            Directory.EnumerateFileSystemEntries(Path.Combine(_place.Home, "run")).ShouldBeEmpty("run files are left");
        }
        finally
        {
            await TearDownAsync();
        }
    }

    private static bool IsOwnQuestion(SandboxReceived request) =>
        request is { Method: "GET", ApiKey: null, Path: "/api/v3/time" or "/api/v3/ticker/bookTicker" or "/api/v3/avgPrice" };

    private async Task SetUpAsync(WorldKey key, string policy)
    {
        await Sandbox.Control.OpenAccountAsync(Account, ("USDT", "100000"), ("BTC", "1"), ("ETH", "5"));
        (await RunAsync("init", "--exchange", Sandbox.Url, "--kdf-memory", "64", "--kdf-passes", "3")).Succeeded();
        Up = await UpProcess.StartAsync(_place, "", UpArguments);
        await ObtainKeyAsync(key);
        (await RunAsync("key", "activate", Key, "--api-key", ExchangeApiKey)).Succeeded();
        Bot = await AddBotAsync(policy);
        await UntilTradingAsync();
    }

    private async Task ObtainKeyAsync(WorldKey key)
    {
        if (key.Secret is null && key.Type != "hmac")
        {
            var made = (await RunAsync("key", "generate", Key, "--type", key.Type, "--json")).Succeeded();
            await RegisterAsync(key.SchemeName, made.Json["publicKey"]!.GetValue<string>());
            return;
        }

        await RegisterAsync(key.SchemeName, key.PublicKey);
        var file = _place.Write("secret", key.Secret ?? ExchangeSecret!);
        (await RunAsync("key", "import", Key, "--type", key.Type, "--api-key", ExchangeApiKey, "--secret-file", file)).Succeeded();
        File.Delete(file);
    }

    private async Task RegisterAsync(string type, string? publicKey)
    {
        var registered = await Sandbox.Control.CreateKeyAsync(Account, type, publicKey, ["127.0.0.1"], "enableSpotAndMarginTrading");
        (ExchangeApiKey, ExchangeSecret) = (registered.ApiKey, registered.Secret);
    }

    private async Task TearDownAsync()
    {
        Up?.Dispose();
        if (_hasExchange)
        {
            await Sandbox.DisposeAsync();
        }

        _place.Dispose();
    }
}
