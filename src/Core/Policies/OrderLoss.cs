using Countersign.Core.Requests;

namespace Countersign.Core.Policies;

/// <summary>
/// What an order gives away by its price at most, in the quote asset: quantity times what a buyer offers above the reference, or a seller
/// below it. A market order has no price, and nobody can say less than that all of it may be given away; so may it where the market is not known.
/// </summary>
internal static class OrderLoss
{
    public static decimal Count(scoped in SpotOrder order, decimal notional, MarketFacts? facts, DateTimeOffset now)
    {
        if (order is not { Quantity: { } quantity, Price: { } price } || facts is null || facts.RefuseUnfit("", now) is not null)
        {
            return notional;
        }

        var perUnit = order.Side == OrderSide.Buy ? price - facts.Average : facts.Average - price;

        // Never overflows: no difference is larger than the larger of the two, whose product with the quantity is the notional.
        return perUnit > 0 ? Math.Min(notional, quantity * perUnit) : 0;
    }
}
