namespace Countersign.Core.Catalogue;

/// <summary>The exchange's spelling of the parameters that our code knows by name.</summary>
internal static class KnownParameters
{
    /// <summary>How many values <see cref="KnownParameter"/> has.</summary>
    public const int Count = (int)KnownParameter.OrigClientOrderId + 1;

    public static KnownParameter Of(string name) => name switch
    {
        "symbol" => KnownParameter.Symbol,
        "side" => KnownParameter.Side,
        "type" => KnownParameter.Type,
        "timeInForce" => KnownParameter.TimeInForce,
        "quantity" => KnownParameter.Quantity,
        "quoteOrderQty" => KnownParameter.QuoteOrderQty,
        "price" => KnownParameter.Price,
        "newClientOrderId" => KnownParameter.NewClientOrderId,
        "newOrderRespType" => KnownParameter.NewOrderRespType,
        "selfTradePreventionMode" => KnownParameter.SelfTradePreventionMode,
        "strategyId" => KnownParameter.StrategyId,
        "strategyType" => KnownParameter.StrategyType,
        "computeCommissionRates" => KnownParameter.ComputeCommissionRates,
        "orderId" => KnownParameter.OrderId,
        "origClientOrderId" => KnownParameter.OrigClientOrderId,
        _ => KnownParameter.None,
    };
}
