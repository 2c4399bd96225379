using System.Text.RegularExpressions;
using Countersign.Sandbox;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Sandbox;

/// <summary>Keeps the options in docs/sandbox.md true.</summary>
public sealed partial class SandboxDocumentTests
{
    [Fact]
    public void Every_option_has_its_row()
    {
        var document = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Documents", "sandbox.md"));

        Row().Matches(document).Select(static row => row.Groups["option"].Value).ShouldBe(
            Option().Matches(SandboxOptions.Usage).Select(static option => option.Value), ignoreOrder: true);
    }

    [GeneratedRegex("^\\| `(?<option>--[a-z-]+)[^`]*` \\|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Row();

    [GeneratedRegex("--[a-z-]+", RegexOptions.None, 1000)]
    private static partial Regex Option();
}
