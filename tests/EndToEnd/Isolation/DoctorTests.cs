using System.Text.Json.Nodes;
using Countersign.EndToEnd.Worlds;
using Shouldly;
using Xunit;

namespace Countersign.EndToEnd.Isolation;

/// <summary>What `doctor` sees, and what `up --require-isolation` makes of it.</summary>
public sealed class DoctorTests
{
    // Of the machine that the tests run on, and of a passphrase that lies in a file.
    private static readonly string[] Elsewhere = ["machine", "service", "home passphrase"];

    [Fact]
    public async Task A_running_countersign_is_confined_in_every_way_that_the_kernel_has()
    {
        await using var household = Environment.IsPrivilegedProcess ? await Household.OfServerAsync() : await Household.OfPersonAsync();

        var measures = (await DoctorAsync(household.Place)).Measures;

        foreach (var process in new[] { "signer", "gateway", "courier" })
        {
            StateOf(measures, process, "undumpable").ShouldBe("on");
            StateOf(measures, process, "system-calls").ShouldBe("on");
            StateOf(measures, process, "capabilities").ShouldBe("on");
        }

        StateOf(measures, "users", "own-users").ShouldBe(Environment.IsPrivilegedProcess ? "on" : "impossible");
        StateOf(measures, "home", "passphrase").ShouldBe("off");
        measures.Where(static measure => measure.State == "off" && !Elsewhere.Any(measure.ToString().StartsWith)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_running_one_it_shows_how_the_processes_would_be()
    {
        using var place = new Place();
        var passphrase = place.Write("passphrase", "a passphrase for a test\n");
        (await CommandLine.RunAsync(CommandLine.Start(place, "doctor"))).ExitCode.ShouldBe(4);
        (await CommandLine.RunAsync(CommandLine.Start(place, "init", "--kdf-memory", "64", "--passphrase-file", passphrase))).Succeeded();

        var (status, measures) = await DoctorAsync(place);

        StateOf(measures, "signer", "system-calls").ShouldBe("on");
        status.ShouldBe(measures.Any(static measure => measure.State == "off") ? 8 : 0);
        Directory.EnumerateFileSystemEntries(Path.Combine(place.Home, "run")).ShouldBeEmpty();
        var table = (await CommandLine.RunAsync(CommandLine.Start(place, "doctor"))).Output;
        table.ShouldContain("signer system-calls");
        foreach (var off in measures.Where(static measure => measure.State == "off"))
        {
            table.ShouldContain($"to turn on {off.Part} {off.Name}: ");
        }
    }

    [Fact]
    public async Task Up_says_what_is_off_and_does_not_start_where_isolation_is_required()
    {
        await using var household = await Household.OfPersonAsync();
        household.Up.Error.ShouldContain("isolation: off: home passphrase: ");
        (await household.Up.StopAsync()).ShouldBe(0);

        var refused = await CommandLine.RunAsync(CommandLine.Start(
            household.Place, "up", "--require-isolation", "--json", "--listen", "127.0.0.1:0", "--exchange", "http://127.0.0.1:9", "--passphrase-file", household.PassphraseFile));

        refused.ExitCode.ShouldBe(8);
        refused.JsonError["code"]!.GetValue<string>().ShouldBe("not-isolated");
        refused.JsonError["message"]!.GetValue<string>().ShouldContain("home passphrase");
        Directory.EnumerateFileSystemEntries(Path.Combine(household.Place.Home, "run")).ShouldBeEmpty();
    }

    private static async Task<(int Status, IReadOnlyList<Measure> Measures)> DoctorAsync(Place place)
    {
        var result = await CommandLine.RunAsync(CommandLine.Start(place, "doctor", "--json"));
        var measures = result.Json["measures"]!.AsArray()
            .Select(static measure => new Measure(Text(measure, "part"), Text(measure, "name"), Text(measure, "state"), Text(measure, "remedy"))).ToArray();
        result.Json["isolated"]!.GetValue<bool>().ShouldBe(result.ExitCode == 0);
        return (result.ExitCode, measures);
    }

    private static string Text(JsonNode? measure, string member) => measure![member]!.GetValue<string>();

    private static string StateOf(IEnumerable<Measure> measures, string part, string name) =>
        measures.Single(measure => measure.Part == part && measure.Name == name).State;

    private sealed record Measure(string Part, string Name, string State, string Remedy)
    {
        public override string ToString() => $"{Part} {Name}";
    }
}
