using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Countersign.Cli.Demo;

/// <summary>Everything that the story needs: an exchange, Countersign in front of it, the files of two bots. Gone when disposed.</summary>
internal sealed class Stage(string folder) : IDisposable
{
    private const string Policy = """
        {
          "task": "spot-trading",
          "orderTypes": ["LIMIT", "MARKET"],
          "symbols": { "BTCUSDT": { "maxNotional": "1000" }, "ETHUSDT": { "maxNotional": "1000" } }
        }
        """;

    private readonly List<IDisposable> _open = [];

    /// <summary>The trader's machine, which the key at the exchange is restricted to.</summary>
    internal static IPAddress TradersMachine { get; } = IPAddress.Loopback;

    /// <summary>Any other machine.</summary>
    internal static IPAddress ThiefsMachine { get; } = IPAddress.Parse("127.0.0.2");

    internal string Home { get; } = Path.Combine(folder, "home");

    internal string PassphraseFile { get; } = Path.Combine(folder, "passphrase");

    internal string PolicyFile { get; } = Path.Combine(folder, "policy.json");

    /// <summary>Writes the files that a user would have: a passphrase and a policy.</summary>
    internal async Task PrepareAsync(CancellationToken stop)
    {
        await File.WriteAllBytesAsync(PassphraseFile, Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))), stop);
        await File.WriteAllTextAsync(PolicyFile, Policy, stop);
    }

    internal async Task<DemoExchange> OpenExchangeAsync(CancellationToken stop)
    {
        var (process, ready) = await DemoProcess.StartAsync(Home, stop, "sandbox", "--listen", "127.0.0.1:0");
        Keep(process);
        return Keep(new DemoExchange(ready["url"]!.ToString()));
    }

    internal Task<JsonNode> CommandAsync(CancellationToken stop, params string[] arguments) =>
        DemoProcess.RunAsync(Home, stop, [.. arguments, "--passphrase-file", PassphraseFile]);

    /// <summary>Issues a bot credential into the bot's own <c>.env</c>.</summary>
    internal async Task<string> AddBotAsync(string name, string key, CancellationToken stop)
    {
        var file = EnvFile(name);
        await using var output = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
        await DemoProcess.RunIntoAsync(
            output, Home, stop, "bot", "add", name, "--key", key, "--policy", PolicyFile, "--passphrase-file", PassphraseFile);
        return file;
    }

    /// <summary>The <c>.env</c> of a bot that has the real key in it, as most have.</summary>
    internal async Task<string> WriteEnvAsync(string name, JsonNode key, CancellationToken stop)
    {
        var file = EnvFile(name);
        await File.WriteAllTextAsync(file, $"BINANCE_API_KEY={key["apiKey"]}\nBINANCE_API_SECRET={key["secret"]}\n", stop);
        return file;
    }

    /// <summary>Starts Countersign and returns the URL for bots.</summary>
    internal async Task<string> UpAsync(CancellationToken stop)
    {
        var (process, ready) = await DemoProcess.StartAsync(Home, stop, "up", "--listen", "127.0.0.1:0", "--passphrase-file", PassphraseFile);
        Keep(process);
        return ready["url"]!.ToString();
    }

    internal DemoClient Client(string baseUrl, string envFile, IPAddress from) => Keep(new DemoClient(baseUrl, envFile, from));

    public void Dispose()
    {
        // Last opened, first closed.
        for (var i = _open.Count - 1; i >= 0; i--)
        {
            _open[i].Dispose();
        }
    }

    private string EnvFile(string name) => Path.Combine(folder, name + ".env");

    private T Keep<T>(T opened)
        where T : IDisposable
    {
        _open.Add(opened);
        return opened;
    }
}
