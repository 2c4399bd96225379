namespace Countersign.Core.Catalogue;

/// <summary>The parameters that our code asks for or judges by name. Every other one is only passed on.</summary>
public enum KnownParameter : byte
{
    None,
    Symbol,
    Side,
    Type,
    TimeInForce,
    Quantity,
    QuoteOrderQty,
    Price,
    NewClientOrderId,
    NewOrderRespType,
    SelfTradePreventionMode,
    StrategyId,
    StrategyType,
    ComputeCommissionRates,
    OrderId,
    OrigClientOrderId,
}
