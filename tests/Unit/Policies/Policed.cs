using System.Collections.Frozen;
using Countersign.Core.Budgets;
using Countersign.Core.Policies;
using Countersign.Core.Refusals;
using Countersign.Core.Requests;
using Shouldly;

namespace Countersign.Unit.Policies;

/// <summary>Judgements in one line of a test: BTCUSDT up to 1000, book 100 at 101, average 100.5, all fresh.</summary>
internal static class Policed
{
    public static DateTimeOffset Now { get; } = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

    public static MarketFacts Facts { get; } = new(100m, 101m, Now, 100.5m, Now);

    public static Policy Trading { get; } = Spot(1000m, "BTCUSDT");

    public static Policy ReadOnly { get; } = new()
    {
        Task = PolicyTask.ReadOnly,
        OrderTypes = [],
        Symbols = FrozenDictionary<string, SymbolLimit>.Empty,
    };

    public static Policy Spot(decimal maxNotional, params string[] symbols) => new()
    {
        Task = PolicyTask.SpotTrading,
        OrderTypes = Policy.JudgedOrderTypes,
        Symbols = symbols.ToFrozenDictionary(symbol => symbol, symbol => new SymbolLimit(symbol, maxNotional, QuoteAssets.Of(symbol))),
    };

    public static Decision Allow(BotRequest request, Policy? policy = null, MarketFacts? facts = null)
    {
        PolicyJudge.TryAllow(policy ?? Trading, request, facts ?? Facts, Now, out var decision, out var refusal)
            .ShouldBeTrue($"{request}: {refusal}");
        return decision;
    }

    public static Refusal Refuse(BotRequest request, Policy? policy = null, MarketFacts? facts = null) =>
        RefuseWith(request, policy ?? Trading, facts ?? Facts);

    public static Refusal RefuseWith(BotRequest request, Policy policy, MarketFacts? facts)
    {
        PolicyJudge.TryAllow(policy, request, facts, Now, out _, out var refusal).ShouldBeFalse($"{request} was allowed");
        return refusal!;
    }
}
