using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Countersign.Core.Policies;
using Countersign.Core.Requests;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Policies;

public sealed class PolicyJsonTests
{
    private const string Trading = """
        { "task": "spot-trading", "orderTypes": ["LIMIT", "MARKET"], "symbols": { "BTCUSDT": { "maxNotional": "1000.50" }, "币安人生USDT": { "maxNotional": "5" } } }
        """;

    [Fact]
    public void Reads_a_trading_policy()
    {
        var policy = Read(Trading);

        policy.Task.ShouldBe(PolicyTask.SpotTrading);
        policy.OrderTypes.ShouldBe([OrderType.Limit, OrderType.Market]);
        policy.Symbols["BTCUSDT"].MaxNotional.ShouldBe(1000.5m);
        policy.Symbols["币安人生USDT"].MaxNotional.ShouldBe(5m);
    }

    [Fact]
    public void Reads_a_read_only_policy() => Read("""{ "task": "read-only" }""").Task.ShouldBe(PolicyTask.ReadOnly);

    [Theory]
    [InlineData(Trading)]
    [InlineData("""{ "task": "read-only" }""")]
    public void Writes_one_form_that_reads_back_the_same(string json)
    {
        var written = PolicyJson.ToUtf8(Read(json));
        var again = PolicyJson.ToUtf8(Read(Encoding.UTF8.GetString(written)));

        again.ShouldBe(written);
    }

    [Fact]
    public void Tells_all_problems_at_once_with_their_paths() =>
        Problems("""
            {
              "task": "spot-trading", "orderTypes": ["LIMIT", "LIMIT", "STOP_LOSS", 5], "leverage": 3,
              "symbols": { "btcusdt": { "maxNotional": "1" }, "ETHUSDT": { "maxNotional": 5 }, "BNBUSDT": { "maxNotionl": "5" }, "ETHUSDT": {} }
            }
            """).Select(problem => problem.Path).ShouldBe(
            [
                "leverage", "orderTypes[1]", "orderTypes[2]", "orderTypes[3]", "symbols.ETHUSDT", "symbols.btcusdt",
                "symbols.ETHUSDT.maxNotional", "symbols.BNBUSDT.maxNotionl", "symbols.BNBUSDT.maxNotional",
            ]);

    [Theory]
    [InlineData("", "$")]
    [InlineData("[]", "$")]
    [InlineData("null", "$")]
    [InlineData("{", "$")]
    [InlineData("{} {}", "$")]
    [InlineData("""{ "task": "read-only", }""", "$")]
    [InlineData("""{ /* a comment */ "task": "read-only" }""", "$")]
    [InlineData("""{ "task": "read-only", "task": "read-only" }""", "task")]
    [InlineData("""{ "task": "Read-Only" }""", "task")]
    [InlineData("""{ "task": "read-only", "symbols": {} }""", "symbols")]
    [InlineData("""{ "task": "spot-trading", "orderTypes": [], "symbols": { "AB": { "maxNotional": "1" } } }""", "orderTypes")]
    [InlineData("""{ "task": "spot-trading", "orderTypes": ["LIMIT"], "symbols": {} }""", "symbols")]
    [InlineData("""{ "task": "spot-trading", "orderTypes": ["LIMIT"], "symbols": { "AB": { "maxNotional": "0" } } }""", "symbols.AB.maxNotional")]
    [InlineData("""{ "task": "spot-trading", "orderTypes": ["LIMIT"], "symbols": { "AB": { "maxNotional": "-1" } } }""", "symbols.AB.maxNotional")]
    [InlineData("""{ "task": "spot-trading", "orderTypes": ["LIMIT"], "symbols": { "AB": { "maxNotional": "1e3" } } }""", "symbols.AB.maxNotional")]
    [InlineData("""{ "task": "spot-trading", "orderTypes": ["LIMIT"], "symbols": { "AB": { "maxNotional": 1000 } } }""", "symbols.AB.maxNotional")]
    [InlineData("""{ "task": "\ud800" }""", "task")]
    [InlineData("""{ "task": "read-only", "\ud800": 1 }""", "?")]
    public void Refuses_a_policy_that_is_not_exactly_one(string json, string path) =>
        Problems(json).ShouldContain(problem => problem.Path == path, json);

    [Fact]
    public void Refuses_more_symbols_than_the_limit()
    {
        Read(WithSymbols(Policy.MaxSymbols)).Symbols.Count.ShouldBe(Policy.MaxSymbols);
        Problems(WithSymbols(Policy.MaxSymbols + 1)).Single().Path.ShouldBe("symbols");

        static string WithSymbols(int count) => JsonSerializer.Serialize(new
        {
            task = "spot-trading",
            orderTypes = (string[])["LIMIT"],
            symbols = Enumerable.Range(0, count).ToDictionary(i => $"S{i}USDT", _ => new { maxNotional = "1" }, StringComparer.Ordinal),
        });
    }

    [Fact]
    public void Refuses_what_is_too_long_and_what_is_no_UTF8()
    {
        PolicyJson.TryRead(new byte[PolicyJson.MaxLength + 1], out _, out var tooLong).ShouldBeFalse();
        tooLong.Single().Sentence.ShouldContain("the limit is");

        PolicyJson.TryRead(new byte[] { (byte)'"', 0xFF, (byte)'"' }, out _, out var noUtf8).ShouldBeFalse();
        noUtf8.Single().Sentence.ShouldBe("is not UTF-8");
    }

    private static Policy Read(string json)
    {
        PolicyJson.TryRead(Encoding.UTF8.GetBytes(json), out var policy, out var problems).ShouldBeTrue(string.Join('\n', problems));
        return policy!;
    }

    private static ImmutableArray<PolicyProblem> Problems(string json)
    {
        PolicyJson.TryRead(Encoding.UTF8.GetBytes(json), out var policy, out var problems).ShouldBeFalse(json);
        policy.ShouldBeNull();
        return problems;
    }
}
