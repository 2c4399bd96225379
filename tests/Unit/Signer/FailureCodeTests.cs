using System.Reflection;
using System.Text.RegularExpressions;
using Countersign.Signer.Operator;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Signer;

/// <summary>Keeps the codes of `Failed` in docs/process-protocol.md true.</summary>
public sealed partial class FailureCodeTests
{
    [Fact]
    public void Every_code_has_its_row()
    {
        var document = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Documents", "process-protocol.md"));
        var table = document[document.IndexOf("| code of `Failed`", StringComparison.Ordinal)..document.IndexOf("## The frames", StringComparison.Ordinal)];

        Row().Matches(table).Select(static row => row.Groups["code"].Value).ShouldBe(
            typeof(FailureCode).GetFields(BindingFlags.Public | BindingFlags.Static).Select(static field => (string)field.GetRawConstantValue()!),
            ignoreOrder: true);
    }

    [GeneratedRegex(@"^\| `(?<code>[a-z-]+)` \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Row();
}
