using System.Diagnostics;
using Countersign.EndToEnd.Worlds;
using Shouldly;
using Xunit;

namespace Countersign.EndToEnd.Chaos;

/// <summary>`up` itself: one on a home, no child without it, and no signer without the passphrase.</summary>
public sealed class SupervisionTests
{
    [Fact]
    public async Task Holds_the_home_and_its_processes_as_long_as_it_lives_and_no_longer()
    {
        await using var world = await World.StartAsync();

        // 1. Another one is refused, and the first goes on.
        var second = await world.RunAsync(["up", "--json", .. world.UpArguments[..^2]]);
        second.ExitCode.ShouldBe(5, second.Error);
        second.JsonError["code"]!.GetValue<string>().ShouldBe("already-running");
        (await world.Bot.SignedAsync("GET", "/api/v3/account")).Status.ShouldBe(200);

        // 2. Killed without a word, it takes the others with it.
        var ids = world.Up.ProcessIds();
        await world.Up.KillItselfAsync();
        await EndedAsync([.. ids.Values]);
        foreach (var pipe in Directory.GetFiles(world.Place.TemporaryFolder, $"*-{ids["supervisor"]}-*"))
        {
            // The runtime's own, which it removes at any other end.
            File.Delete(pipe);
        }

        // 3. What it left does not keep the next one from starting.
        await world.StartUpAgainAsync();
        await world.UntilTradingAsync();
        world.Up.ProcessIds().Values.Intersect(ids.Values).ShouldBeEmpty();

        // 4. A signer that dies where the passphrase cannot be read again stays locked until it is unlocked.
        (await world.Up.StopAsync()).ShouldBe(0);
        await world.StartUpAgainAsync(asksOnce: true);
        await world.UntilTradingAsync();
        await world.Up.KillAsync("signer");
        await world.Up.UntilAsync(async () => (await world.Bot.RestAsync("locked")).Rule == "signer-locked", "a locked signer");
        (await world.RunAsync("unlock")).Succeeded();
        await world.UntilTradingAsync();
    }

    private static async Task EndedAsync(int[] processIds)
    {
        var waiting = Stopwatch.StartNew();
        while (processIds.Any(Signals.IsAlive) && waiting.Elapsed < TimeSpan.FromSeconds(60))
        {
            await Task.Delay(50);
        }

        processIds.Where(Signals.IsAlive).ShouldBeEmpty("children are left");
    }
}
