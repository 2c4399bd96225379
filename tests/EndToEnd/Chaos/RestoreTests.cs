using Countersign.EndToEnd.Worlds;
using Shouldly;
using Xunit;

namespace Countersign.EndToEnd.Chaos;

/// <summary>Revocation is for good: it outlives restarts, and no older copy of vault or journal brings a bot back.</summary>
public sealed class RestoreTests
{
    [Fact]
    public async Task A_revoked_bot_never_comes_back()
    {
        await using var world = await World.StartAsync();
        var stolen = await world.AddBotAsync(name: "stolen");
        (await stolen.SignedAsync("GET", "/api/v3/account")).Status.ShouldBe(200);
        (await world.Up.StopAsync()).ShouldBe(0);
        var older = Path.Combine(world.Place.Folder, "older");
        Copy(world.Place.Home, older);
        await world.StartUpAgainAsync();

        // 1. At once, and without the passphrase.
        var revoked = await CommandLine.RunAsync(CommandLine.Start(world.Place, "bot", "revoke", "stolen"));
        revoked.Succeeded();
        await IsOutAsync(world, stolen);
        (await world.RunAsync("bot", "list", "--json")).Succeeded().Output.ShouldContain("revoked");
        (await world.RunAsync("bot", "add", "stolen", "--key", World.Key, "--policy", world.Place.Write("policy.json", World.Policy))).ExitCode.ShouldBe(1);

        // 2. After a restart.
        await world.RestartUpAsync();
        await IsOutAsync(world, stolen);

        // 3. With the vault from before: the signer remembers by itself.
        (await world.Up.StopAsync()).ShouldBe(0);
        var newer = Path.Combine(world.Place.Folder, "newer");
        Copy(world.Place.Home, newer);
        RestoreVault(older, world.Place.Home);
        await world.StartUpAgainAsync();
        world.Up.Error.ShouldContain("stolen");
        world.Up.Error.ShouldContain("revoked");
        await IsOutAsync(world, stolen);
        await world.UntilTradingAsync();
        (await world.Up.StopAsync()).ShouldBe(0);

        // 4. With the journal from before, or none: it does not start, and nothing is sealed on top.
        RestoreVault(newer, world.Place.Home);
        RestoreJournal(older, world.Place.Home);
        await IsRefusedAsync(world, "it is older");
        (await world.RunAsync("key", "generate", "late")).ExitCode.ShouldBe(7);
        await IsRefusedAsync(world, "it is older");
        Directory.Delete(Path.Combine(world.Place.Home, "journal"), recursive: true);
        await IsRefusedAsync(world, "is missing");

        // 5. Its loss accepted: the vault remembers what was revoked.
        (await world.RunAsync("journal", "accept-loss", "--json")).Succeeded().Output.ShouldContain("\"revokedAgain\":1");
        await world.StartUpAgainAsync();
        await IsOutAsync(world, stolen);
        await world.UntilTradingAsync();
        (await world.Up.StopAsync()).ShouldBe(0);
        (await world.RunAsync("journal", "verify")).Succeeded();
        (await world.RunAsync("journal", "accept-loss")).ExitCode.ShouldBe(1);

        // 6. With both as they were, all is well.
        RestoreVault(newer, world.Place.Home);
        RestoreJournal(newer, world.Place.Home);
        await world.StartUpAgainAsync();
        await IsOutAsync(world, stolen);
        await world.UntilTradingAsync();
    }

    private static async Task IsOutAsync(World world, BotClient stolen)
    {
        var mark = await world.MarkAsync();
        var answer = await new BotClient(world.Up.Url, stolen.ApiKey, stolen.Secret).SignedAsync("GET", "/api/v3/account");
        answer.Rule.ShouldBe("unknown-bot", answer.ToString());
        (await world.ReachedAsync(mark)).ShouldBeEmpty();
    }

    private static async Task IsRefusedAsync(World world, string reason)
    {
        var up = await world.RunAsync(["up", "--json", .. world.UpArguments[..^2]]);
        up.ExitCode.ShouldBe(7, up.Error);
        up.JsonError["code"]!.GetValue<string>().ShouldBe("integrity");
        up.JsonError["message"]!.GetValue<string>().ShouldContain(reason);
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }

    private static void RestoreJournal(string from, string home)
    {
        Directory.Delete(Path.Combine(home, "journal"), recursive: true);
        Copy(Path.Combine(from, "journal"), Path.Combine(home, "journal"));
    }

    private static void RestoreVault(string from, string home)
    {
        foreach (var file in Directory.EnumerateFiles(home, "vault.db*"))
        {
            File.Delete(file);
        }

        foreach (var file in Directory.EnumerateFiles(from, "vault.db*"))
        {
            File.Copy(file, Path.Combine(home, Path.GetFileName(file)));
        }
    }
}
