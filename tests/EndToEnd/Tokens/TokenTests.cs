using Countersign.EndToEnd.Sandbox;
using Countersign.EndToEnd.Worlds;
using Shouldly;
using Xunit;

namespace Countersign.EndToEnd.Tokens;

/// <summary>Keys that never were in the signer's memory, in a real SoftHSM token, against an exchange that checks their signatures.</summary>
public sealed class TokenTests
{
    [Fact]
    public async Task Bots_trade_with_keys_in_a_token_until_it_is_taken_away_and_others_trade_on()
    {
        await using var world = await World.StartAsync();
        var token = await SoftToken.MakeAsync(world.Place);
        await token.MakeKeyAsync("grid-rsa", "rsa:2048", "01");
        await token.MakeKeyAsync("grid-ed", "EC:edwards25519", "02");

        // 1. A signer that was started without the module loads none; the settings have it from then on.
        var early = await world.RunAsync(["key", "use-token", "rsa", .. token.Naming("grid-rsa"), "--pin-file", token.PinFile, "--json"]);
        early.ExitCode.ShouldBe(1, early.Error);
        early.JsonError["code"]!.GetValue<string>().ShouldBe("token");
        await world.RestartUpAsync();

        // 2. A wrong PIN costs one try, however often it is given: SoftHSM does not lock, so the words have to tell.
        var wrong = world.Place.Write("wrong-pin", "654321\n");
        var first = await world.RunAsync(["key", "use-token", "rsa", .. token.Naming("grid-rsa"), "--pin-file", wrong]);
        first.ExitCode.ShouldBe(1);
        first.Error.ShouldContain("the PIN of token hsm is wrong");
        (await world.RunAsync(["key", "use-token", "rsa", .. token.Naming("grid-rsa"), "--pin-file", wrong])).Error.ShouldContain("not tried again");

        // 3. Both kinds are proven at the exchange, and trade.
        var rsa = await UseAsync(world, token, "rsa", "grid-rsa");
        var ed25519 = await UseAsync(world, token, "ed25519", "grid-ed");
        (await rsa.RestAsync("by-rsa")).Status.ShouldBe(200);
        (await ed25519.RestAsync("by-ed")).Status.ShouldBe(200);

        // 4. They are loaded again by themselves, with the PIN that is sealed.
        await world.RestartUpAsync();
        await world.UntilTradingAsync();
        rsa = new BotClient(world.Up.Url, rsa.ApiKey, rsa.Secret);
        ed25519 = new BotClient(world.Up.Url, ed25519.ApiKey, ed25519.Secret);
        (await rsa.RestAsync("by-rsa-again")).Status.ShouldBe(200);
        (await ed25519.RestAsync("by-ed-again")).Status.ShouldBe(200);

        // 5. Without the token they are refused, and nothing is sent; a key in memory trades on.
        token.Remove();
        var mark = await world.MarkAsync();
        var refused = await rsa.RestAsync("without-token");
        refused.Status.ShouldBe(400, refused.ToString());
        refused.Code.ShouldBe(-1016);
        refused.ToString().ShouldContain("token hsm cannot sign");
        (await world.ReachedAsync(mark)).ShouldBeEmpty();
        (await world.Bot.RestAsync("in-memory")).Status.ShouldBe(200);

        foreach (var said in world.Said.Append(world.Up.Output + world.Up.Error))
        {
            said.ShouldNotContain(SoftToken.Pin);
        }
    }

    [Fact]
    public async Task A_key_in_a_token_takes_the_place_of_the_passphrase()
    {
        await using var sandbox = await SandboxProcess.StartAsync();
        using var place = new Place();
        var token = await SoftToken.MakeAsync(place);
        await token.MakeKeyAsync("lock", "rsa:2048", "03");
        await token.MakeKeyAsync("curve", "EC:edwards25519", "04");
        await sandbox.Control.OpenAccountAsync("trader", ("USDT", "100000"));

        (await RunAsync(["init", "--exchange", sandbox.Url, .. token.Naming("curve")])).Error.ShouldContain("RSA");
        (await RunAsync(["init", "--exchange", sandbox.Url, .. token.Naming("lock")])).Succeeded();
        var key = (await RunAsync(["key", "generate", "main"])).Succeeded();
        var registered = await sandbox.Control.CreateKeyAsync("trader", "ed25519", key.Output, ["127.0.0.1"], "enableSpotAndMarginTrading");
        (await RunAsync(["key", "activate", "main", "--api-key", registered.ApiKey])).Succeeded();

        // What loosens needs the PIN, and the lock is no exchange key.
        var wrong = await CommandLine.RunAsync(
            CommandLine.Start(place, "key", "generate", "other", "--passphrase-file", place.Write("wrong", "654321\n")));
        wrong.ExitCode.ShouldBe(3, wrong.Error);
        wrong.Error.ShouldContain("the PIN of token hsm is wrong");
        (await RunAsync(["key", "use-token", "taken", .. token.Naming("lock"), "--pin-file", token.PinFile])).Error.ShouldContain("locks the vault");

        var bot = (await RunAsync(["bot", "add", "grid", "--key", "main", "--policy", place.Write("policy.json", World.Policy), "--json"])).Succeeded().Json;
        using var up = await UpProcess.StartAsync(
            place, "", "--listen", "127.0.0.1:0", "--exchange", sandbox.Url, "--passphrase-file", token.PinFile);
        var client = new BotClient(up.Url, bot["apiKey"]!.GetValue<string>(), bot["secret"]!.GetValue<string>());
        await up.UntilAsync(async () => (await client.RestAsync("by-lock")).Status == 200, "trading");
        (await up.StopAsync()).ShouldBe(0, up.Error);

        Task<CommandResult> RunAsync(string[] arguments) =>
            CommandLine.RunAsync(CommandLine.Start(place, [.. arguments, "--passphrase-file", token.PinFile]));
    }

    private static async Task<BotClient> UseAsync(World world, SoftToken token, string name, string key)
    {
        var used = (await world.RunAsync(["key", "use-token", name, .. token.Naming(key), "--pin-file", token.PinFile, "--json"])).Succeeded();
        var registered = await world.Sandbox.Control.CreateKeyAsync(
            World.Account, name, used.Json["publicKey"]!.GetValue<string>(), ["127.0.0.1"], "enableSpotAndMarginTrading");
        (await world.RunAsync("key", "activate", name, "--api-key", registered.ApiKey)).Succeeded();
        var policy = world.Place.Write($"policy-of-{name}.json", World.Policy);
        var bot = (await world.RunAsync("bot", "add", $"of-{name}", "--key", name, "--policy", policy, "--json")).Succeeded().Json;
        return new BotClient(world.Up.Url, bot["apiKey"]!.GetValue<string>(), bot["secret"]!.GetValue<string>());
    }
}
