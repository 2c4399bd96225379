using Countersign.Benchmarks.Bots;
using Countersign.Benchmarks.Worlds;
using Countersign.EndToEnd.Sandbox;

namespace Countersign.Benchmarks.Signing;

/// <summary>A home with a key of each type, activated at a sandbox exchange, and bots for them. The exchange is gone before anything is measured.</summary>
internal sealed class SignerWorld : IDisposable
{
    public const string Ed25519 = "ed25519";
    public const string Hmac = "hmac";
    public const string Rsa = "rsa-4096";

    // The signer remembers 60,000 requests a minute of one bot.
    private const int BotsOfAKey = 8;

    private readonly Dictionary<string, IReadOnlyList<Bot>> _bots = new(StringComparer.Ordinal);

    private SignerWorld(Home home) => Home = home;

    public Home Home { get; }

    public static async Task<SignerWorld> CreateAsync()
    {
        await using var sandbox = await SandboxProcess.StartAsync();
        await sandbox.Control.OpenAccountAsync("account");
        var world = new SignerWorld(await Home.CreateAsync(sandbox.Url));
        try
        {
            foreach (var (type, scheme) in new[] { (Ed25519, "ed25519"), (Rsa, "rsa") })
            {
                await world.Home.GenerateKeyAsync(type, type, async publicKey => (await RegisterAsync(scheme, publicKey)).ApiKey);
                world._bots[type] = await world.Home.AddBotsAsync(type, BotsOfAKey);
            }

            var (apiKey, secret) = await RegisterAsync("hmac", publicKey: null);
            await world.Home.ImportKeyAsync(Hmac, apiKey, secret!);
            world._bots[Hmac] = await world.Home.AddBotsAsync(Hmac, BotsOfAKey);
            return world;
        }
        catch
        {
            world.Dispose();
            throw;
        }

        Task<SandboxKey> RegisterAsync(string scheme, string? publicKey) =>
            sandbox.Control.CreateKeyAsync("account", scheme, publicKey, ["127.0.0.1"], "enableSpotAndMarginTrading");
    }

    /// <summary>Requests for a key of that type.</summary>
    public CallWriter Writer(string type) => new(_bots[type]);

    public void Dispose() => Home.Dispose();
}
