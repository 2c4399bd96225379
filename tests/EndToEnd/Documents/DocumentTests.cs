using System.Text;
using System.Text.RegularExpressions;
using Countersign.Core.Policies;
using Countersign.EndToEnd.Worlds;
using Shouldly;
using Xunit;

namespace Countersign.EndToEnd.Documents;

/// <summary>What the pages name is there, and what they show works.</summary>
public sealed partial class DocumentTests
{
    [Fact]
    public void Every_file_and_folder_that_a_page_names_is_there()
    {
        var named = Document.All.SelectMany(static page => page.NamedPaths().Concat(page.Links()).Select(path => (page.Path, path))).ToArray();

        named.Length.ShouldBeGreaterThan(30);
        named.Where(static item => !Path.Exists(Path.Combine(Programs.Root, item.path))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_command_that_a_page_names_is_understood()
    {
        using var place = new Place();
        var commands = Document.All.SelectMany(static page => page.Commands()).Distinct(StringComparer.Ordinal).ToArray();
        commands.ShouldContain("up");
        commands.ShouldContain("key generate");

        foreach (var command in commands)
        {
            var help = await CommandLine.RunAsync(CommandLine.Start(place, [.. command.Split(' '), "--help"]));
            help.ExitCode.ShouldBe(0, $"countersign {command}: {help.Error}");
            help.Output.ShouldContain("Usage:");
        }
    }

    [Fact]
    public void The_readme_has_a_block_that_runs_before_line_25()
    {
        var lines = File.ReadAllLines(Path.Combine(Programs.Root, "README.md"));
        var start = Array.IndexOf(lines, "```");

        start.ShouldBeInRange(0, 23);
        // DemoTests runs it.
        lines[start + 1].ShouldBe("./countersign demo");
        lines[start + 2].ShouldBe("```");
    }

    [Fact]
    public void Every_policy_that_a_page_shows_is_understood()
    {
        var policies = Document.All.SelectMany(static page => page.JsonBlocks())
            .Where(static json => json.Contains("\"task\"", StringComparison.Ordinal)).ToArray();

        policies.Length.ShouldBeGreaterThan(1);
        foreach (var json in policies)
        {
            PolicyJson.TryRead(Encoding.UTF8.GetBytes(json), out _, out var problems).ShouldBeTrue(json + string.Join('\n', problems));
        }
    }

    [Fact]
    public void No_file_names_a_registry_or_a_place_on_one_machine()
    {
        var hits = Directory.EnumerateFiles(Programs.Root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
            .Where(static file => IsSource(Path.GetRelativePath(Programs.Root, file)))
            .SelectMany(static file => File.ReadLines(file)
                .Where(static line => ForbiddenPattern().IsMatch(line))
                .Select(line => $"{Path.GetRelativePath(Programs.Root, file)}: {line.Trim()}"));

        hits.ShouldBeEmpty();
    }

    private static bool IsSource(string path) =>
        !path.Split('/').Any(static part => part is ".git" or "artifacts" or "node_modules" or "obj" or "bin")
        && Path.GetExtension(path) is ".cs" or ".md" or ".json" or ".mjs" or ".csproj" or ".props" or ".targets" or ".slnx" or ".http" or "";

    // Split, so that this line is no hit itself.
    [GeneratedRegex("https?://[a-z0-9.-]*(nuget" + @"\.org|npmjs\." + @"(org|com)|pypi\." + "org)|/(work|root)/" + "[a-z]+/", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ForbiddenPattern();
}
