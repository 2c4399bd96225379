using Countersign.Sandbox.Accounts;

namespace Countersign.Sandbox.Market;

/// <summary>One order and how much of it is done. Times in microseconds since the epoch.</summary>
internal sealed class Order
{
    public required long Id { get; init; }

    public required SymbolRules Symbol { get; init; }

    public required Account Account { get; init; }

    public required string ClientOrderId { get; init; }

    public required Side Side { get; init; }

    public required OrderType Type { get; init; }

    public TimeInForce TimeInForce { get; init; }

    /// <summary>Zero for a market order.</summary>
    public decimal Price { get; init; }

    /// <summary>Quantity asked for; of a market order by quote amount, what it came to.</summary>
    public decimal Quantity { get; set; }

    /// <summary>Quote amount of a market order that names one, else zero.</summary>
    public decimal QuoteQuantity { get; init; }

    public SelfTradePrevention SelfTradePrevention { get; init; }

    public long? StrategyId { get; init; }

    public long? StrategyType { get; init; }

    public required long Time { get; init; }

    public long UpdateTime { get; set; }

    public decimal Executed { get; set; }

    public decimal ExecutedQuote { get; set; }

    public OrderStatus Status { get; set; }

    /// <summary>Why an order expired, in the exchange's word; null when it did not.</summary>
    public string? ExpiryReason { get; set; }

    /// <summary>What of the account is still locked for this order: quote asset of a buy, base asset of a sale.</summary>
    public decimal Locked { get; set; }

    /// <summary>Place in the queue at its price.</summary>
    public long Sequence { get; set; }

    public List<Fill> Fills { get; } = [];

    public decimal Remaining => Quantity - Executed;

    public bool IsOpen => Status is OrderStatus.New or OrderStatus.PartiallyFilled;

    public string LockedAsset => Side == Side.Buy ? Symbol.Quote : Symbol.Base;
}
