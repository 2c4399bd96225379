using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using Countersign.Cli;
using Countersign.Cli.Commands;
using Shouldly;
using Xunit;
using CountersignCommandLine = Countersign.Cli.CommandLine;

namespace Countersign.Unit.Cli;

/// <summary>Keeps docs/command-line.md true.</summary>
public sealed partial class CommandDocumentTests
{
    private static readonly string _document = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Documents", "command-line.md"));

    [Fact]
    public void Every_command_has_its_row_with_its_own_options()
    {
        var rows = Row().Matches(_document).ToDictionary(
            static row => string.Join(' ', row.Groups["usage"].Value.Split(' ').TakeWhile(static word => char.IsAsciiLetterLower(word[0]))),
            static row => Option().Matches(row.Groups["usage"].Value).Select(static option => option.Value).Order(StringComparer.Ordinal).ToArray(),
            StringComparer.Ordinal);
        var commands = Commands(CountersignCommandLine.Build(new SharedOptions()), "")
            .ToDictionary(static found => found.Path, static found => Names(found.Command), StringComparer.Ordinal);

        rows.Keys.ShouldBe(commands.Keys, ignoreOrder: true);
        foreach (var (path, options) in commands)
        {
            rows[path].ShouldBe(options, path);
        }
    }

    [Fact]
    public void Every_shared_option_has_its_row() =>
        SharedRow().Matches(_document).Select(static row => row.Groups["option"].Value).ShouldBe(
            Names(CountersignCommandLine.Build(new SharedOptions())), ignoreOrder: true);

    [Fact]
    public void Every_exit_status_has_its_row() =>
        StatusRow().Matches(_document).Select(static row => int.Parse(row.Groups["status"].ValueSpan, CultureInfo.InvariantCulture))
            .ShouldBe(Enum.GetValues<ExitCode>().Select(static status => (int)status));

    private static IEnumerable<(string Path, Command Command)> Commands(Command parent, string path) => parent.Subcommands.SelectMany(command =>
        command.Subcommands.Count > 0 ? Commands(command, $"{command.Name} ") : [(path + command.Name, command)]);

    private static string[] Names(Command command) =>
        [.. command.Options.Select(static option => option.Name).Where(static name => name is not "--help" and not "--version").Order(StringComparer.Ordinal)];

    // The table of commands: three columns, the last one about the passphrase.
    [GeneratedRegex(@"^\| `(?<usage>[a-z][^`]*)` \|.*\| (chosen|asked|no) \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Row();

    [GeneratedRegex("--[a-z-]+", RegexOptions.None, 1000)]
    private static partial Regex Option();

    [GeneratedRegex(@"^\| `(?<option>--[a-z-]+)[^`]*` \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SharedRow();

    [GeneratedRegex(@"^\| (?<status>\d) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex StatusRow();
}
