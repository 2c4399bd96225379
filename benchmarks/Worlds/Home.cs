using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Countersign.Benchmarks.Bots;
using Countersign.Channels;

namespace Countersign.Benchmarks.Worlds;

/// <summary>A home of Countersign with a vault, keys and bots, made by the real commands. Gone when disposed.</summary>
internal sealed class Home : IDisposable
{
    private const string Policy = """
        {
          "task": "spot-trading",
          "orderTypes": ["LIMIT"],
          "symbols": { "BTCUSDT": { "maxNotional": "1000" } }
        }
        """;

    private readonly Folder _folder = new();
    private readonly string _passphrase;
    private readonly string _policy;

    private Home(string exchange)
    {
        Exchange = exchange;
        _passphrase = _folder.Write("passphrase", RandomNumberGenerator.GetHexString(32));
        _policy = _folder.Write("policy.json", Policy);
        Files = new Cli.Homes.Home(_folder.Home);
    }

    public string Exchange { get; }

    public Cli.Homes.Home Files { get; }

    /// <summary>For commands that use this home.</summary>
    public string[] Arguments => ["--home", _folder.Home, "--passphrase-file", _passphrase];

    public static async Task<Home> CreateAsync(string exchange)
    {
        var home = new Home(exchange);
        try
        {
            await home.RunAsync("init", "--exchange", exchange, "--kdf-memory", "64");
            return home;
        }
        catch
        {
            home.Dispose();
            throw;
        }
    }

    /// <summary>The passphrase as a signer gets it.</summary>
    public Descriptor OpenPassphrase() => Descriptor.OpenForReading(_passphrase);

    /// <summary>Makes a key, registers its public half and activates it.</summary>
    /// <param name="name">Of the key.</param>
    /// <param name="type">As `countersign key generate` calls it.</param>
    /// <param name="register">Takes the public key to the exchange and returns its id there.</param>
    public async Task GenerateKeyAsync(string name, string type, Func<string, Task<string>> register)
    {
        var made = await RunAsync("key", "generate", name, "--type", type);
        await RunAsync("key", "activate", name, "--api-key", await register(made["publicKey"]!.GetValue<string>()));
    }

    /// <summary>Imports an HMAC key that the exchange made, and activates it.</summary>
    public async Task ImportKeyAsync(string name, string apiKey, string secret)
    {
        await RunAsync("key", "import", name, "--type", "hmac", "--api-key", apiKey, "--secret-file", _folder.Write("secret", secret));
        await RunAsync("key", "activate", name, "--api-key", apiKey);
    }

    /// <summary>Bots that may place orders with a key.</summary>
    public async Task<IReadOnlyList<Bot>> AddBotsAsync(string key, int count)
    {
        var bots = new List<Bot>();
        for (var i = 0; i < count; i++)
        {
            var made = await RunAsync("bot", "add", $"{key}-{i}", "--key", key, "--policy", _policy);
            bots.Add(new Bot(made["apiKey"]!.GetValue<string>(), made["secret"]!.GetValue<string>()));
        }

        return bots;
    }

    public void Dispose() => _folder.Dispose();

    private Task<JsonObject> RunAsync(params string[] arguments) => CommandLine.RunAsync([.. arguments, .. Arguments]);
}
