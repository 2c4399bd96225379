using System.Diagnostics;

namespace Countersign.Sandbox.Market;

/// <summary>Matches orders by price, then by time, and moves the money. The caller has checked filters and balance.</summary>
internal sealed class MatchingEngine(ExchangeClock clock)
{
    /// <summary>Fee of either side, as a fraction of what it receives.</summary>
    public const decimal FeeRate = 0.001m;

    /// <summary>Fees taken so far, by asset.</summary>
    public SortedDictionary<string, decimal> Fees { get; } = new(StringComparer.Ordinal);

    /// <summary>Executes an order against the book, then rests or ends what is left.</summary>
    public void Execute(SymbolMarket market, Order order)
    {
        var now = clock.Microseconds;
        order.UpdateTime = now;
        order.Status = OrderStatus.New;
        LockFor(order, now);

        // 1. Fill or kill: all of it now, or none.
        if (order.TimeInForce == TimeInForce.Fok && order.Type == OrderType.Limit && !CanFill(market, order))
        {
            End(market, order, OrderStatus.Expired, now, "UNFILLED_FOK_ORDER_EXPIRED");
            return;
        }

        // 2. Meet the resting orders, best price first, oldest first.
        while (order.IsOpen && market.Book.BestAgainst(order.Side) is { } resting && WouldMeet(order, resting))
        {
            if (ReferenceEquals(resting.Account, order.Account) && PreventSelfTrade(market, order, resting, now))
            {
                continue;
            }

            var quantity = Math.Min(resting.Remaining, Wanted(order, resting.Price));
            if (quantity <= 0)
            {
                break;
            }

            Trade(market, order, resting, quantity, now);
        }

        // 3. Rest or end.
        Settle(market, order, now);
    }

    public void Cancel(SymbolMarket market, Order order) => End(market, order, OrderStatus.Canceled, clock.Microseconds, reason: null);

    private static void LockFor(Order order, long now)
    {
        order.Account.UpdateTime = now;
        if (order.Type == OrderType.Market)
        {
            return;
        }

        order.Locked = order.Side == Side.Buy ? order.Price * order.Quantity : order.Quantity;
        order.Account.Lock(order.LockedAsset, order.Locked);
    }

    private static bool CanFill(SymbolMarket market, Order order)
    {
        var available = 0m;
        foreach (var resting in market.Book.Against(order.Side).TakeWhile(resting => WouldMeet(order, resting)))
        {
            if (!ReferenceEquals(resting.Account, order.Account))
            {
                available += resting.Remaining;
            }
        }

        return available >= order.Quantity;
    }

    private static bool WouldMeet(Order order, Order resting) =>
        order.Type == OrderType.Market || OrderBook.Reaches(order.Side, order.Price, resting.Price);

    /// <summary>How much an order still wants at a price: a market order by quote amount buys what the rest of the amount pays for.</summary>
    private static decimal Wanted(Order order, decimal price) => order.QuoteQuantity == 0
        ? order.Remaining
        : order.Symbol.FloorQuantity((order.QuoteQuantity - order.ExecutedQuote) / price);

    private static bool PaysForNoMore(SymbolMarket market, Order order) =>
        Wanted(order, market.Book.BestAgainst(order.Side)?.Price ?? market.Tape.LastPrice) == 0;

    private static bool PreventSelfTrade(SymbolMarket market, Order order, Order resting, long now)
    {
        if (order.SelfTradePrevention == SelfTradePrevention.None || order.Account.IsUnlimited)
        {
            return false;
        }

        if (order.SelfTradePrevention is SelfTradePrevention.ExpireMaker or SelfTradePrevention.ExpireBoth)
        {
            End(market, resting, OrderStatus.ExpiredInMatch, now, reason: null);
        }

        if (order.SelfTradePrevention is SelfTradePrevention.ExpireTaker or SelfTradePrevention.ExpireBoth)
        {
            End(market, order, OrderStatus.ExpiredInMatch, now, reason: null);
        }

        return true;
    }

    private void Trade(SymbolMarket market, Order taker, Order maker, decimal quantity, long now)
    {
        var price = maker.Price;
        var quote = price * quantity;
        var trade = market.Tape.Add(price, quantity, now, isBuyerMaker: maker.Side == Side.Buy);
        Apply(taker, trade, quote, isMaker: false);
        Apply(maker, trade, quote, isMaker: true);
        if (maker.Remaining == 0)
        {
            market.Book.Remove(maker);
        }
        else
        {
            market.Book.Touch();
        }
    }

    private void Apply(Order order, in Trade trade, decimal quote, bool isMaker)
    {
        var isBuy = order.Side == Side.Buy;
        var paid = isBuy ? quote : trade.Quantity;
        var received = isBuy ? trade.Quantity : quote;
        var receivedAsset = isBuy ? order.Symbol.Base : order.Symbol.Quote;
        var commission = order.Account.IsUnlimited ? 0 : Math.Round(received * FeeRate, 8, MidpointRounding.ToZero);

        if (order.Type == OrderType.Market)
        {
            order.Account.Of(order.LockedAsset).Free -= paid;
        }
        else
        {
            // A buy locked its own price; what the better price saves is free at once.
            var unlocked = isBuy ? order.Price * trade.Quantity : paid;
            order.Account.Of(order.LockedAsset).Locked -= unlocked;
            order.Account.Of(order.LockedAsset).Free += unlocked - paid;
            order.Locked -= unlocked;
        }

        order.Account.Of(receivedAsset).Free += received - commission;
        order.Account.UpdateTime = trade.Time;
        Fees[receivedAsset] = Fees.GetValueOrDefault(receivedAsset) + commission;

        order.Executed += trade.Quantity;
        order.ExecutedQuote += quote;
        order.UpdateTime = trade.Time;
        order.Status = order.QuoteQuantity == 0 && order.Remaining == 0 ? OrderStatus.Filled : OrderStatus.PartiallyFilled;
        if (!order.Account.IsUnlimited)
        {
            var fill = new Fill(trade.Id, order, trade.Price, trade.Quantity, quote, commission, receivedAsset, trade.Time, isMaker);
            order.Fills.Add(fill);
            order.Account.Fills.Add(fill);
        }
    }

    private static void Settle(SymbolMarket market, Order order, long now)
    {
        if (!order.IsOpen)
        {
            return;
        }

        switch (order.Type)
        {
            case OrderType.Market when order.QuoteQuantity > 0 && order.Executed > 0 && PaysForNoMore(market, order):
                // The rest of the amount pays for less than a step: done.
                order.Quantity = order.Executed;
                order.Status = OrderStatus.Filled;
                break;
            case OrderType.Market:
                order.Quantity = order.QuoteQuantity > 0 ? order.Executed : order.Quantity;
                End(market, order, OrderStatus.Expired, now, "INSUFFICIENT_LIQUIDITY");
                break;
            case OrderType.Limit when order.TimeInForce == TimeInForce.Ioc:
                End(market, order, OrderStatus.Expired, now, "UNFILLED_IOC_QUANTITY_EXPIRED");
                break;
            case OrderType.Limit or OrderType.LimitMaker:
                market.Book.Add(order);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static void End(SymbolMarket market, Order order, OrderStatus status, long now, string? reason)
    {
        market.Book.Remove(order);
        order.Account.Unlock(order.LockedAsset, order.Locked);
        order.Locked = 0;
        order.Status = status;
        order.ExpiryReason = reason;
        order.UpdateTime = now;
        order.Account.UpdateTime = now;
    }
}
