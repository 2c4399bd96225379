using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.Market;

namespace Countersign.Sandbox.Rest.Endpoints;

/// <summary>Checks a new order against market and account, and executes it.</summary>
internal static class OrderPlacement
{
    /// <summary>What stands against the order, or null.</summary>
    public static ApiError? Check(RestCall call, NewOrder wanted)
    {
        // 1. How many orders the account still may send.
        if (CheckOrderCount(call) is { } tooMany)
        {
            return tooMany;
        }

        // 2. The filters of the symbol.
        var account = call.Account;
        var market = wanted.Market;
        if (Filters.Check(wanted, account, call.Exchange.Clock.Microseconds) is { } refusal)
        {
            return refusal;
        }

        // 3. What the matching engine refuses.
        if (wanted.ClientOrderId is { } id && account.FindByClientOrderId(market.Rules.Name, id) is { IsOpen: true })
        {
            return Errors.DuplicateOrder;
        }

        if (!HasBalance(account, wanted))
        {
            return Errors.InsufficientBalance;
        }

        return wanted.Type == OrderType.LimitMaker && market.Book.Crosses(wanted.Side, wanted.Price) ? Errors.WouldTake : null;
    }

    public static Order Execute(RestCall call, NewOrder wanted)
    {
        var exchange = call.Exchange;
        var order = new Order
        {
            Id = wanted.Market.NextOrderId(),
            Symbol = wanted.Market.Rules,
            Account = call.Account,
            ClientOrderId = wanted.ClientOrderId ?? exchange.NextId(22),
            Side = wanted.Side,
            Type = wanted.Type,
            TimeInForce = wanted.TimeInForce,
            Price = wanted.Price,
            Quantity = wanted.Quantity,
            QuoteQuantity = wanted.QuoteQuantity,
            SelfTradePrevention = wanted.SelfTradePrevention,
            StrategyId = wanted.StrategyId,
            StrategyType = wanted.StrategyType,
            Time = exchange.Clock.Microseconds,
        };
        call.Account.Add(order);
        var count = exchange.Limits.OrdersOf(call.Account.Name);
        count.Add(exchange.Clock.Milliseconds, 1);
        exchange.Engine.Execute(wanted.Market, order);
        if (order.Fills.Count > 0)
        {
            // Only unfilled orders stay on the count.
            count.Add(exchange.Clock.Milliseconds, -1);
        }

        exchange.Refill(wanted.Market);
        return order;
    }

    private static ApiError? CheckOrderCount(RestCall call)
    {
        var limits = call.Exchange.Limits;
        var now = call.Exchange.Clock.Milliseconds;
        var count = limits.OrdersOf(call.Account.Name);
        if (count.Day.Read(now) >= limits.OrdersPerDay)
        {
            return Errors.TooManyOrders(limits.OrdersPerDay, "1 DAY", count.Day.SecondsLeft(now));
        }

        return count.TenSeconds.Read(now) >= limits.OrdersPerTenSeconds
            ? Errors.TooManyOrders(limits.OrdersPerTenSeconds, "10 SECOND", count.TenSeconds.SecondsLeft(now))
            : null;
    }

    private static bool HasBalance(Account account, NewOrder wanted)
    {
        var rules = wanted.Market.Rules;
        if (wanted.Side == Side.Sell)
        {
            var quantity = wanted.QuoteQuantity > 0 ? QuantityToReceive(account, wanted) : wanted.Quantity;
            return account.Has(rules.Base, quantity);
        }

        var cost = wanted.Type switch
        {
            OrderType.Market when wanted.QuoteQuantity > 0 => wanted.QuoteQuantity,
            OrderType.Market => CostToBuy(account, wanted),
            _ => wanted.Price * wanted.Quantity,
        };
        return account.Has(rules.Quote, cost);
    }

    /// <summary>What a market buy of a quantity costs on the book as it is.</summary>
    private static decimal CostToBuy(Account account, NewOrder wanted)
    {
        var (quantity, cost) = (wanted.Quantity, 0m);
        foreach (var resting in Meetable(account, wanted))
        {
            var part = Math.Min(quantity, resting.Remaining);
            cost += part * resting.Price;
            quantity -= part;
            if (quantity == 0)
            {
                break;
            }
        }

        return cost;
    }

    /// <summary>The orders that it would trade with: its own only where it does not prevent that.</summary>
    private static IEnumerable<Order> Meetable(Account account, NewOrder wanted) => wanted.Market.Book.Against(wanted.Side)
        .Where(resting => wanted.SelfTradePrevention == SelfTradePrevention.None || !ReferenceEquals(resting.Account, account));

    /// <summary>What must be sold on the book as it is to receive an amount.</summary>
    private static decimal QuantityToReceive(Account account, NewOrder wanted)
    {
        var (amount, quantity) = (wanted.QuoteQuantity, 0m);
        foreach (var resting in Meetable(account, wanted))
        {
            var part = Math.Min(resting.Remaining, amount / resting.Price);
            quantity += part;
            amount -= part * resting.Price;
            if (amount <= 0)
            {
                break;
            }
        }

        return wanted.Market.Rules.FloorQuantity(quantity);
    }
}
