using System.Globalization;
using System.Text.Json.Nodes;
using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.Market;

namespace Countersign.Sandbox.Rest;

/// <summary>Answers in the exchange's shapes; times in milliseconds, or in microseconds where the request asked for them.</summary>
internal sealed class Shapes(bool inMicroseconds)
{
    public long Time(long microseconds) => inMicroseconds ? microseconds : microseconds / 1000;

    public static string Money(decimal value) => value.ToString("0.00000000", CultureInfo.InvariantCulture);

    public JsonObject Ack(Order order) => new()
    {
        ["symbol"] = order.Symbol.Name,
        ["orderId"] = order.Id,
        ["orderListId"] = -1,
        ["clientOrderId"] = order.ClientOrderId,
        ["transactTime"] = Time(order.UpdateTime),
    };

    public JsonObject Result(Order order)
    {
        var shape = Ack(order);
        AddState(shape, order);
        shape["workingTime"] = Time(order.Time);
        AddPrevention(shape, order);
        return shape;
    }

    public JsonObject Full(Order order)
    {
        var shape = Result(order);
        shape["fills"] = new JsonArray([.. order.Fills.Select(static fill => new JsonObject
        {
            ["price"] = Money(fill.Price),
            ["qty"] = Money(fill.Quantity),
            ["commission"] = Money(fill.Commission),
            ["commissionAsset"] = fill.CommissionAsset,
            ["tradeId"] = fill.TradeId,
        })]);
        return shape;
    }

    public JsonObject Canceled(Order order, string cancelId)
    {
        var shape = new JsonObject
        {
            ["symbol"] = order.Symbol.Name,
            ["origClientOrderId"] = order.ClientOrderId,
            ["orderId"] = order.Id,
            ["orderListId"] = -1,
            ["clientOrderId"] = cancelId,
            ["transactTime"] = Time(order.UpdateTime),
        };
        AddState(shape, order);
        AddPrevention(shape, order);
        return shape;
    }

    public JsonObject Query(Order order)
    {
        var shape = new JsonObject
        {
            ["symbol"] = order.Symbol.Name,
            ["orderId"] = order.Id,
            ["orderListId"] = -1,
            ["clientOrderId"] = order.ClientOrderId,
        };
        AddState(shape, order);
        shape["stopPrice"] = Money(0);
        shape["icebergQty"] = Money(0);
        shape["time"] = Time(order.Time);
        shape["updateTime"] = Time(order.UpdateTime);
        shape["isWorking"] = true;
        shape["workingTime"] = Time(order.Time);
        AddPrevention(shape, order);
        return shape;
    }

    public JsonObject AccountTrade(Fill fill) => new()
    {
        ["symbol"] = fill.Order.Symbol.Name,
        ["id"] = fill.TradeId,
        ["orderId"] = fill.Order.Id,
        ["orderListId"] = -1,
        ["price"] = Money(fill.Price),
        ["qty"] = Money(fill.Quantity),
        ["quoteQty"] = Money(fill.QuoteQuantity),
        ["commission"] = Money(fill.Commission),
        ["commissionAsset"] = fill.CommissionAsset,
        ["time"] = Time(fill.Time),
        ["isBuyer"] = fill.Order.Side == Side.Buy,
        ["isMaker"] = fill.IsMaker,
        ["isBestMatch"] = true,
    };

    public JsonObject PublicTrade(Trade trade) => new()
    {
        ["id"] = trade.Id,
        ["price"] = Money(trade.Price),
        ["qty"] = Money(trade.Quantity),
        ["quoteQty"] = Money(trade.QuoteQuantity),
        ["time"] = Time(trade.Time),
        ["isBuyerMaker"] = trade.IsBuyerMaker,
        ["isBestMatch"] = true,
    };

    public static JsonArray Balances(Account account, bool omitZero) => new([.. account.Balances
        .Where(pair => !omitZero || pair.Value.Free != 0 || pair.Value.Locked != 0)
        .Select(static pair => new JsonObject
        {
            ["asset"] = pair.Key,
            ["free"] = Money(pair.Value.Free),
            ["locked"] = Money(pair.Value.Locked),
        })]);

    private static void AddState(JsonObject shape, Order order)
    {
        shape["price"] = Money(order.Price);
        shape["origQty"] = Money(order.Quantity);
        shape["executedQty"] = Money(order.Executed);
        shape["origQuoteOrderQty"] = Money(order.QuoteQuantity);
        shape["cummulativeQuoteQty"] = Money(order.ExecutedQuote);
        shape["status"] = WireNames.Of(order.Status);
        shape["timeInForce"] = WireNames.Of(order.TimeInForce);
        shape["type"] = WireNames.Of(order.Type);
        shape["side"] = WireNames.Of(order.Side);
    }

    private static void AddPrevention(JsonObject shape, Order order)
    {
        shape["selfTradePreventionMode"] = WireNames.Of(order.SelfTradePrevention);
        if (order.StrategyId is { } strategyId)
        {
            shape["strategyId"] = strategyId;
        }

        if (order.StrategyType is { } strategyType)
        {
            shape["strategyType"] = strategyType;
        }

        if (order.ExpiryReason is { } reason)
        {
            shape["expiryReason"] = reason;
        }
    }
}
