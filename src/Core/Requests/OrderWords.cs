using System.Diagnostics;
using System.Text;

namespace Countersign.Core.Requests;

/// <summary>The exchange's words for sides and types, upper case only.</summary>
public static class OrderWords
{
    public static bool TryParseSide(ReadOnlySpan<byte> text, out OrderSide side)
    {
        var sells = text.SequenceEqual("SELL"u8);
        side = sells ? OrderSide.Sell : OrderSide.Buy;
        return sells || text.SequenceEqual("BUY"u8);
    }

    public static bool TryParseType(ReadOnlySpan<byte> text, out OrderType type)
    {
        for (type = OrderType.Limit; type <= OrderType.TakeProfitLimit; type++)
        {
            if (text.SequenceEqual(Utf8(type)))
            {
                return true;
            }
        }

        type = default;
        return false;
    }

    /// <inheritdoc cref="TryParseType(ReadOnlySpan{byte}, out OrderType)"/>
    public static bool TryParseType(string text, out OrderType type) => TryParseType(Encoding.UTF8.GetBytes(text), out type);

    public static string ToWire(this OrderSide side) => side == OrderSide.Buy ? "BUY" : "SELL";

    public static string ToWire(this OrderType type) => Encoding.ASCII.GetString(Utf8(type));

    private static ReadOnlySpan<byte> Utf8(OrderType type) => type switch
    {
        OrderType.Limit => "LIMIT"u8,
        OrderType.LimitMaker => "LIMIT_MAKER"u8,
        OrderType.Market => "MARKET"u8,
        OrderType.StopLoss => "STOP_LOSS"u8,
        OrderType.StopLossLimit => "STOP_LOSS_LIMIT"u8,
        OrderType.TakeProfit => "TAKE_PROFIT"u8,
        OrderType.TakeProfitLimit => "TAKE_PROFIT_LIMIT"u8,
        _ => throw new UnreachableException(),
    };
}
