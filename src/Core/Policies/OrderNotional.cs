using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Countersign.Core.Refusals;
using Countersign.Core.Requests;

namespace Countersign.Core.Policies;

/// <summary>
/// What an order counts for, in the symbol's quote asset: quantity times the higher of limit price and reference price, on both
/// sides (a sale far below the market gives away what the market would pay). A market order counts by its quote amount (for a sale by
/// what must be given for that amount, at the reference price), or by quantity times the higher of reference and best price on the side it takes.
/// </summary>
internal static class OrderNotional
{
    public static bool TryCount(
        scoped in SpotOrder order, string symbol, MarketFacts? facts, DateTimeOffset now, out decimal notional, [NotNullWhen(false)] out Refusal? refusal)
    {
        notional = 0;
        var unfit = facts is null
            ? new Refusal(RefusalKind.MarketFactsUnfit, $"there are no market facts for {Quoted.From(symbol)} yet") { RetryAfterSeconds = 1 }
            : facts.RefuseUnfit(symbol, now);

        // Only a maker order can do without facts, because it never executes at another price than its own. And only one that buys: where
        // nobody bids, an offer for next to nothing makes a market too, and what is given away is worth what the market would pay.
        if (unfit is not null && order is not { Type: OrderType.LimitMaker, Side: OrderSide.Buy })
        {
            refusal = unfit;
            return false;
        }

        try
        {
            notional = Count(in order, unfit is null ? facts : null);
            refusal = null;
            return true;
        }
        catch (OverflowException)
        {
            refusal = new Refusal(RefusalKind.NumberOverflow, "quantity times price is larger than any number countersign counts with");
            return false;
        }
    }

    private static decimal Count(in SpotOrder order, MarketFacts? facts) => order switch
    {
        { Type: OrderType.Limit or OrderType.LimitMaker, Quantity: { } quantity, Price: { } price } =>
            quantity * Math.Max(price, facts?.Average ?? 0),
        // The deeper the bids are below the reference, the more is given for the same amount.
        { Type: OrderType.Market, QuoteOrderQuantity: { } quote, Side: OrderSide.Sell } when facts is not null =>
            quote * Math.Max(1, facts.Average / facts.Bid),
        { Type: OrderType.Market, QuoteOrderQuantity: { } quote } => quote,
        { Type: OrderType.Market, Quantity: { } quantity, Side: OrderSide.Buy } when facts is not null =>
            quantity * Math.Max(facts.Ask, facts.Average),
        { Type: OrderType.Market, Quantity: { } quantity, Side: OrderSide.Sell } when facts is not null =>
            quantity * Math.Max(facts.Bid, facts.Average),
        _ => throw new UnreachableException(),
    };
}
