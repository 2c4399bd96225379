using Countersign.Sandbox.Market;

namespace Countersign.Sandbox.Rest.Endpoints;

/// <summary>Reads the parameters of a new order and refuses combinations that the exchange refuses.</summary>
internal static class OrderReader
{
    /// <summary>Every name that the endpoint reads.</summary>
    public const string Names =
        "symbol side type timeInForce quantity quoteOrderQty price newClientOrderId strategyId strategyType stopPrice trailingDelta " +
        "icebergQty newOrderRespType selfTradePreventionMode pegPriceType pegOffsetType pegOffsetValue";

    private static readonly string[] NotOfLimit = ["quoteOrderQty", "stopPrice", "trailingDelta"];
    private static readonly string[] NotOfLimitMaker = ["timeInForce", "quoteOrderQty", "stopPrice", "trailingDelta"];
    private static readonly string[] NotOfMarket = ["timeInForce", "price", "stopPrice", "trailingDelta", "icebergQty"];

    /// <summary>Null when something is wrong; the problem is with the parameters.</summary>
    public static NewOrder? Read(RestCall call)
    {
        var parameters = call.Parameters;
        var market = call.Market();
        var sideText = parameters.Required("side");
        var typeText = parameters.Required("type");
        if (parameters.Problem is not null)
        {
            return null;
        }

        var side = WireNames.ReadSide(sideText);
        parameters.Fail(side is null ? Errors.Side : null);
        var type = ReadType(parameters, typeText);
        RefuseUnsupported(parameters);

        var unwanted = type switch
        {
            OrderType.Limit => NotOfLimit,
            OrderType.LimitMaker => NotOfLimitMaker,
            _ => NotOfMarket,
        };
        foreach (var name in unwanted.Where(parameters.Has))
        {
            parameters.Fail(Errors.NotRequired(name));
        }

        var timeInForce = type == OrderType.Limit ? ReadTimeInForce(parameters) : TimeInForce.Gtc;
        var (quantity, quoteQuantity) = ReadQuantity(parameters, type);
        var price = type == OrderType.Market ? 0 : parameters.RequiredDecimal("price");
        parameters.Fail(type != OrderType.Market && price == 0 ? Errors.NotAccepted("Invalid price.") : null);

        var prevention = parameters.Optional("selfTradePreventionMode") is { } mode
            ? WireNames.ReadSelfTradePrevention(mode)
            : SelfTradePrevention.ExpireMaker;
        parameters.Fail(prevention is null ? Errors.Invalid("selfTradePreventionMode") : null);
        var response = parameters.Optional("newOrderRespType");
        parameters.Fail(response is null or "ACK" or "RESULT" or "FULL" ? null : Errors.Invalid("newOrderRespType"));
        var clientOrderId = parameters.ClientOrderId("newClientOrderId");
        var strategyId = parameters.Number("strategyId");
        var strategyType = parameters.Number("strategyType");
        parameters.Fail(strategyType < 1_000_000 ? new ApiError(400, -1134, "`strategyType` was less than 1000000.") : null);

        return parameters.Problem is null
            ? new NewOrder(
                market!, side!.Value, type, timeInForce, price, quantity, quoteQuantity, clientOrderId, prevention!.Value, strategyId, strategyType)
            : null;
    }

    private static OrderType ReadType(Parameters parameters, string text)
    {
        switch (text)
        {
            case "LIMIT":
                return OrderType.Limit;
            case "LIMIT_MAKER":
                return OrderType.LimitMaker;
            case "MARKET":
                return OrderType.Market;
            case "STOP_LOSS":
                parameters.Fail(Errors.NotAccepted("Stop loss orders are not supported for this symbol."));
                break;
            case "STOP_LOSS_LIMIT":
                parameters.Fail(Errors.NotAccepted("Stop loss limit orders are not supported for this symbol."));
                break;
            case "TAKE_PROFIT":
                parameters.Fail(Errors.NotAccepted("Take profit orders are not supported for this symbol."));
                break;
            case "TAKE_PROFIT_LIMIT":
                parameters.Fail(Errors.NotAccepted("Take profit limit orders are not supported for this symbol."));
                break;
            default:
                parameters.Fail(Errors.OrderType);
                break;
        }

        return OrderType.Limit;
    }

    private static void RefuseUnsupported(Parameters parameters)
    {
        parameters.Fail(parameters.Decimal("icebergQty") > 0 ? Errors.NotAccepted("Iceberg orders are not supported for this symbol.") : null);
        parameters.Fail(parameters.Has("pegPriceType") || parameters.Has("pegOffsetType") || parameters.Has("pegOffsetValue")
            ? Errors.NotAccepted("Pegged orders are not supported for this symbol.")
            : null);
    }

    private static TimeInForce ReadTimeInForce(Parameters parameters)
    {
        var value = WireNames.ReadTimeInForce(parameters.Required("timeInForce"));
        parameters.Fail(value is null ? Errors.TimeInForce : null);
        return value ?? TimeInForce.Gtc;
    }

    private static (decimal Quantity, decimal QuoteQuantity) ReadQuantity(Parameters parameters, OrderType type)
    {
        if (type != OrderType.Market || !parameters.Has("quoteOrderQty"))
        {
            if (type == OrderType.Market && !parameters.Has("quantity"))
            {
                parameters.Fail(Errors.EitherOf("quantity", "quoteOrderQty"));
                return default;
            }

            var quantity = parameters.RequiredDecimal("quantity");
            parameters.Fail(quantity == 0 ? Errors.NotAccepted("Invalid quantity.") : null);
            return (quantity, 0);
        }

        parameters.Fail(parameters.Has("quantity") ? Errors.NotRequired("quoteOrderQty") : null);
        var quoteQuantity = parameters.RequiredDecimal("quoteOrderQty");
        parameters.Fail(quoteQuantity == 0 ? Errors.NotAccepted("Invalid quote order qty.") : null);
        return (0, quoteQuantity);
    }
}
