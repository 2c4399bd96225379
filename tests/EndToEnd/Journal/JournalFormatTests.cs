using System.Diagnostics;
using System.Text.RegularExpressions;
using Countersign.EndToEnd.Worlds;
using Shouldly;
using Xunit;

namespace Countersign.EndToEnd.Journal;

/// <summary>A verifier that was written from docs/journal-format.md alone, beside the command: both say the same of a journal, sound or not.</summary>
public sealed partial class JournalFormatTests : IDisposable
{
    private readonly Place _place = new();

    private string Folder => Path.Combine(_place.Home, "journal");

    private string Segment => Path.Combine(Folder, "entries", "000000000000000");

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Both_say_the_same_of_the_example_sound_damaged_and_cut()
    {
        var key = WriteExample();
        (await BothAsync(key)).ShouldBe((3, "bO6LWbarZOViQB1Kd6/E78GedTBBIdId22OiWaeUoeI="));

        var sound = await File.ReadAllBytesAsync(Segment);
        await File.WriteAllBytesAsync(Segment, [.. sound.AsSpan(0, 200), (byte)(sound[200] ^ 1), .. sound.AsSpan(201)]);
        await BothRefuseAsync(key, "journal-damaged", "entry 1 ", "offset 148");

        await File.WriteAllBytesAsync(Segment, sound.AsMemory(0, 148 + 146));
        await BothRefuseAsync(key, "journal-truncated", "the journal ends after 2 entries");

        await File.WriteAllBytesAsync(Segment, [.. sound, 1, 0, 1]);
        (await BothAsync(key)).Size.ShouldBe(3, "what is unfinished behind the checkpoint is no damage");
    }

    [Fact]
    public async Task A_proof_is_checked_with_the_public_key_alone()
    {
        var key = WriteExample();
        var proof = _place.Write("entry.tlog-proof", (await RunAsync("prove", "1", "--public-key", key)).Succeeded().Output);
        var kept = _place.Write("checkpoint.kept", (await RunAsync("checkpoint", "--public-key", key)).Succeeded().Output);
        (await RunAsync("verify", "--checkpoint", kept, "--public-key", key)).Succeeded();
        Directory.Delete(Folder, recursive: true);

        var proven = (await RunAsync("check-proof", proof, "--public-key", key, "--json")).Succeeded().Json;

        ((string)proven["sentence"]!).ShouldBe("the order is above the limit");
    }

    [Fact]
    public async Task Both_verify_what_a_signer_wrote_also_in_strict_mode_and_after_it_was_killed()
    {
        await using var world = await World.StartAsync();
        (await world.Bot.RestAsync("relaxed")).Status.ShouldBe(200);
        (await world.Up.StopAsync()).ShouldBe(0, world.Up.Error);
        await world.StartUpAgainAsync(more: "--strict");
        await world.UntilTradingAsync();
        (await Task.WhenAll(Enumerable.Range(0, 20).Select(i => world.Bot.RestAsync($"strict-{i}", quantity: "0.0002"))))
            .ShouldAllBe(static answer => answer.Status == 200);
        Signals.Send(world.Up.ProcessIds()["signer"], Signals.Kill);
        await world.UntilTradingAsync();
        (await world.Bot.RestAsync("after")).Status.ShouldBe(200);
        (await world.Up.StopAsync()).ShouldBe(0, world.Up.Error);

        try
        {
            var key = (await RunAsync(world.Place, "key")).Succeeded().Output.Trim();
            (await BothAsync(world.Place, key)).Size.ShouldBeGreaterThan(22);

            var shown = (await RunAsync(world.Place, "show", "--kind", "signed", "--json")).Succeeded().Output;
            shown.ShouldContain("newClientOrderId=relaxed");
            shown.Split("newClientOrderId=strict-").Length.ShouldBe(1 + 20);
            shown.ShouldContain("newClientOrderId=after");
            shown.ShouldNotContain("signature=");
        }
        finally
        {
            await world.StartUpAgainAsync();
        }
    }

    private static async Task<CommandResult> VerifyByThePageAsync(string folder, string key) => await CommandLine.RunAsync(
        new ProcessStartInfo("node", [Path.Combine(Programs.Root, "tests", "Clients", "journal-verify.mjs"), folder, key]));

    private Task<CommandResult> RunAsync(params string[] arguments) => RunAsync(_place, arguments);

    private static Task<CommandResult> RunAsync(Place place, params string[] arguments) =>
        CommandLine.RunAsync(CommandLine.Start(place, ["journal", .. arguments]));

    private Task<(int Size, string Root)> BothAsync(string key) => BothAsync(_place, key);

    private static async Task<(int Size, string Root)> BothAsync(Place place, string key)
    {
        var command = (await RunAsync(place, "verify", "--public-key", key, "--json")).Succeeded().Json;
        var page = (await VerifyByThePageAsync(Path.Combine(place.Home, "journal"), key)).Succeeded().Json;
        command["sound"]!.GetValue<bool>().ShouldBeTrue();
        page["size"]!.GetValue<int>().ShouldBe(command["size"]!.GetValue<int>());
        page["root"]!.GetValue<string>().ShouldBe(command["root"]!.GetValue<string>());
        return (page["size"]!.GetValue<int>(), page["root"]!.GetValue<string>());
    }

    private async Task BothRefuseAsync(string key, string code, params string[] place)
    {
        var command = await RunAsync("verify", "--public-key", key, "--json");
        var page = await VerifyByThePageAsync(Folder, key);
        command.ExitCode.ShouldBe(7);
        command.JsonError["code"]!.GetValue<string>().ShouldBe(code);
        page.ExitCode.ShouldBe(1);
        foreach (var word in place)
        {
            command.JsonError["message"]!.GetValue<string>().ShouldContain(word);
            page.Error.ShouldContain(word);
        }
    }

    // Returns the public key.
    private string WriteExample()
    {
        var page = File.ReadAllText(Path.Combine(Programs.Root, "docs", "journal-format.md"));
        string[] blocks = [.. Block().Matches(page[page.IndexOf("## An example", StringComparison.Ordinal)..]).Select(static block => block.Groups["text"].Value)];
        Directory.CreateDirectory(Path.GetDirectoryName(Segment)!);
        File.WriteAllBytes(Segment, Convert.FromHexString(string.Concat(blocks[1..4]).ReplaceLineEndings("")));
        File.WriteAllText(Path.Combine(Folder, "checkpoint"), blocks[4]);
        return blocks[0].TrimEnd('\n');
    }

    [GeneratedRegex(@"^```\n(?<text>[^`]*)^```$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Block();
}
