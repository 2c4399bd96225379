namespace Countersign.Sandbox.Market;

/// <summary>One symbol with its book, its tape and its counters.</summary>
internal sealed class SymbolMarket(SymbolRules rules)
{
    private long _lastOrderId;

    public SymbolRules Rules { get; } = rules;

    public OrderBook Book { get; } = new();

    public Tape Tape { get; } = new(rules.AveragePriceMinutes);

    /// <summary>Order ids of accounts only: the market maker's orders draw none, so that ids do not depend on the clock.</summary>
    public long NextOrderId() => ++_lastOrderId;

    public decimal AveragePrice(long now) => Tape.AveragePrice(now);
}
