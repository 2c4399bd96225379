using System.Diagnostics;

namespace Countersign.Core.Requests;

/// <summary>The exchange's words for sides and types, upper case only.</summary>
public static class OrderWords
{
    public static bool TryParseSide(string text, out OrderSide side)
    {
        side = text is "SELL" ? OrderSide.Sell : OrderSide.Buy;
        return text is "SELL" or "BUY";
    }

    public static bool TryParseType(string text, out OrderType type)
    {
        foreach (var candidate in Enum.GetValues<OrderType>())
        {
            if (string.Equals(text, candidate.ToWire(), StringComparison.Ordinal))
            {
                type = candidate;
                return true;
            }
        }

        type = default;
        return false;
    }

    public static string ToWire(this OrderSide side) => side == OrderSide.Buy ? "BUY" : "SELL";

    public static string ToWire(this OrderType type) => type switch
    {
        OrderType.Limit => "LIMIT",
        OrderType.LimitMaker => "LIMIT_MAKER",
        OrderType.Market => "MARKET",
        OrderType.StopLoss => "STOP_LOSS",
        OrderType.StopLossLimit => "STOP_LOSS_LIMIT",
        OrderType.TakeProfit => "TAKE_PROFIT",
        OrderType.TakeProfitLimit => "TAKE_PROFIT_LIMIT",
        _ => throw new UnreachableException(),
    };
}
