namespace Countersign.Core.Requests;

/// <summary>The order types of <c>POST /api/v3/order</c>.</summary>
public enum OrderType
{
    Limit,

    /// <summary>A limit order that the exchange refuses if it would take liquidity.</summary>
    LimitMaker,
    Market,
    StopLoss,
    StopLossLimit,
    TakeProfit,
    TakeProfitLimit,
}
