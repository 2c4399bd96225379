using System.Text.Json.Nodes;
using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.Rest;

namespace Countersign.Sandbox.Market;

/// <summary>The filters of a symbol: shown in exchangeInfo and checked before an order reaches the book. Source: filters.md.</summary>
internal static class Filters
{
    /// <summary>The first filter that the order fails, or null.</summary>
    public static ApiError? Check(NewOrder order, Account account, long now)
    {
        var rules = order.Market.Rules;
        var average = order.Market.AveragePrice(now);
        var (type, price, quantity, quoteQuantity) = (order.Type, order.Price, order.Quantity, order.QuoteQuantity);
        if (type != OrderType.Market && (price < rules.TickSize || price > rules.MaxPrice || price % rules.TickSize != 0))
        {
            return Errors.Filter("PRICE_FILTER");
        }

        if (type != OrderType.Market && (price > average * rules.MultiplierUp || price < average * rules.MultiplierDown))
        {
            return Errors.Filter("PERCENT_PRICE_BY_SIDE");
        }

        if (quoteQuantity == 0 && (quantity < rules.StepSize || quantity > rules.MaxQuantity || quantity % rules.StepSize != 0))
        {
            return Errors.Filter("LOT_SIZE");
        }

        if (type == OrderType.Market && quantity > rules.MaxMarketQuantity)
        {
            return Errors.Filter("MARKET_LOT_SIZE");
        }

        // NOTIONAL: the least applies to market orders too, the most does not (applyMinToMarket, applyMaxToMarket).
        var notional = quoteQuantity > 0 ? quoteQuantity : quantity * (type == OrderType.Market ? average : price);
        if (notional < rules.MinNotional || (type != OrderType.Market && notional > rules.MaxNotional))
        {
            return Errors.Filter("NOTIONAL");
        }

        var open = account.OpenOrders.Count(resting => ReferenceEquals(resting.Symbol, rules));
        return type != OrderType.Market && open >= rules.MaxNumOrders ? Errors.Filter("MAX_NUM_ORDERS") : null;
    }

    public static JsonArray Write(SymbolRules rules) =>
    [
        new JsonObject
        {
            ["filterType"] = "PRICE_FILTER",
            ["minPrice"] = Shapes.Money(rules.TickSize),
            ["maxPrice"] = Shapes.Money(rules.MaxPrice),
            ["tickSize"] = Shapes.Money(rules.TickSize),
        },
        new JsonObject
        {
            ["filterType"] = "LOT_SIZE",
            ["minQty"] = Shapes.Money(rules.StepSize),
            ["maxQty"] = Shapes.Money(rules.MaxQuantity),
            ["stepSize"] = Shapes.Money(rules.StepSize),
        },
        new JsonObject { ["filterType"] = "ICEBERG_PARTS", ["limit"] = 100 },
        new JsonObject
        {
            ["filterType"] = "MARKET_LOT_SIZE",
            ["minQty"] = Shapes.Money(0),
            ["maxQty"] = Shapes.Money(rules.MaxMarketQuantity),
            ["stepSize"] = Shapes.Money(0),
        },
        new JsonObject
        {
            ["filterType"] = "TRAILING_DELTA",
            ["minTrailingAboveDelta"] = 10,
            ["maxTrailingAboveDelta"] = 2000,
            ["minTrailingBelowDelta"] = 10,
            ["maxTrailingBelowDelta"] = 2000,
        },
        new JsonObject
        {
            ["filterType"] = "PERCENT_PRICE_BY_SIDE",
            ["bidMultiplierUp"] = Factor(rules.MultiplierUp),
            ["bidMultiplierDown"] = Factor(rules.MultiplierDown),
            ["askMultiplierUp"] = Factor(rules.MultiplierUp),
            ["askMultiplierDown"] = Factor(rules.MultiplierDown),
            ["avgPriceMins"] = rules.AveragePriceMinutes,
        },
        new JsonObject
        {
            ["filterType"] = "NOTIONAL",
            ["minNotional"] = Shapes.Money(rules.MinNotional),
            ["applyMinToMarket"] = true,
            ["maxNotional"] = Shapes.Money(rules.MaxNotional),
            ["applyMaxToMarket"] = false,
            ["avgPriceMins"] = rules.AveragePriceMinutes,
        },
        new JsonObject { ["filterType"] = "MAX_NUM_ORDERS", ["maxNumOrders"] = rules.MaxNumOrders },
        new JsonObject { ["filterType"] = "MAX_NUM_ORDER_LISTS", ["maxNumOrderLists"] = 20 },
        new JsonObject { ["filterType"] = "MAX_NUM_ALGO_ORDERS", ["maxNumAlgoOrders"] = 5 },
        new JsonObject { ["filterType"] = "MAX_NUM_ORDER_AMENDS", ["maxNumOrderAmends"] = 10 },
    ];

    private static string Factor(decimal value) => value.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture);
}
