namespace Countersign.Sandbox.Market;

/// <summary>An order as asked for, read and complete, but not yet checked against market and account.</summary>
internal sealed record NewOrder(
    SymbolMarket Market,
    Side Side,
    OrderType Type,
    TimeInForce TimeInForce,
    decimal Price,
    decimal Quantity,
    decimal QuoteQuantity,
    string? ClientOrderId,
    SelfTradePrevention SelfTradePrevention,
    long? StrategyId,
    long? StrategyType);
