using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Countersign.Core.Policies;
using Countersign.Core.Refusals;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Policies;

/// <summary>Keeps docs/policy.md true.</summary>
public sealed partial class PolicyDocumentTests
{
    private static readonly string _document = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Documents", "policy.md"));

    [Fact]
    public void Each_example_is_a_policy()
    {
        var examples = JsonBlock().Matches(_document);
        examples.Count.ShouldBe(2);

        foreach (Match example in examples)
        {
            PolicyJson.TryRead(Encoding.UTF8.GetBytes(example.Groups["json"].Value), out _, out var problems)
                .ShouldBeTrue(string.Join('\n', problems));
        }
    }

    [Fact]
    public void Each_refusal_has_the_status_and_the_number_of_the_table()
    {
        var rows = RefusalLine().Matches(_document);
        rows.Count.ShouldBe(12);

        foreach (Match row in rows)
        {
            var known = RefusalTable.Find(row.Groups["code"].Value).ShouldNotBeNull(row.Value);
            known.HttpStatus.ShouldBe(int.Parse(row.Groups["status"].Value), row.Value);
            known.ExchangeCode.ShouldBe(int.Parse(row.Groups["number"].Value), row.Value);
        }
    }

    [Fact]
    public void The_limits_are_those_of_the_code()
    {
        _document.ShouldContain($"1 to {Policy.MaxSymbols} symbols");
        _document.ShouldContain($"older than {MarketFacts.MaxBookAge.TotalSeconds} seconds");
        _document.ShouldContain(string.Create(CultureInfo.InvariantCulture, $"{MarketFacts.MaxAverageAge.TotalSeconds}, or either is torn"));
        _document.ShouldContain($"{PolicyJson.MaxLength / 1024} KiB");
    }

    [GeneratedRegex("```json\n(?<json>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex JsonBlock();

    [GeneratedRegex(@"^\| `(?<code>[a-z-]+)` \| (?<status>\d+) \| (?<number>-\d+) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RefusalLine();
}
