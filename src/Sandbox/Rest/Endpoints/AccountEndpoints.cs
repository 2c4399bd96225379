using System.Text.Json.Nodes;
using Countersign.Sandbox.Market;

namespace Countersign.Sandbox.Rest.Endpoints;

/// <summary>Account, trades, commission and order counts.</summary>
internal static class AccountEndpoints
{
    public static IEnumerable<Endpoint> All { get; } =
    [
        new("GET", "/api/v3/account", Security.Reading, "omitZeroBalances", 20, Account),
        new("GET", "/api/v3/account/commission", Security.Reading, "symbol", 20, Commission),
        new("GET", "/api/v3/myTrades", Security.Reading, "symbol orderId startTime endTime fromId limit", 20, MyTrades)
        {
            WeightOf = static parameters => parameters.Has("orderId") ? 5 : 20,
        },
        new("GET", "/api/v3/rateLimit/order", Security.Reading, "", 40, OrderCounts),
        new("GET", "/api/v3/myPreventedMatches", Security.Reading, "symbol preventedMatchId orderId fromPreventedMatchId limit", 20, static _ => new JsonArray()),
        new("GET", "/api/v3/myAllocations", Security.Reading, "symbol startTime endTime fromAllocationId limit orderId", 20, static _ => new JsonArray()),
    ];

    public static JsonObject CommissionRates() => new()
    {
        ["standardCommissionForOrder"] = new JsonObject { ["maker"] = Rate, ["taker"] = Rate },
        ["specialCommissionForOrder"] = new JsonObject { ["maker"] = Shapes.Money(0), ["taker"] = Shapes.Money(0) },
        ["taxCommissionForOrder"] = new JsonObject { ["maker"] = Shapes.Money(0), ["taker"] = Shapes.Money(0) },
        ["discount"] = NoDiscount(),
    };

    private static string Rate { get; } = Shapes.Money(MatchingEngine.FeeRate);

    private static Answer Account(RestCall call)
    {
        var omitZero = call.Parameters.Optional("omitZeroBalances") is "true";
        if (call.Parameters.Problem is { } problem)
        {
            return problem;
        }

        var account = call.Account;
        return new JsonObject
        {
            ["makerCommission"] = 10,
            ["takerCommission"] = 10,
            ["buyerCommission"] = 0,
            ["sellerCommission"] = 0,
            ["commissionRates"] = Rates(Rate),
            ["canTrade"] = true,
            ["canWithdraw"] = true,
            ["canDeposit"] = true,
            ["brokered"] = false,
            ["requireSelfTradePrevention"] = false,
            ["preventSor"] = false,
            ["updateTime"] = call.Shapes.Time(account.UpdateTime),
            ["accountType"] = "SPOT",
            ["balances"] = Shapes.Balances(account, omitZero),
            ["permissions"] = new JsonArray("SPOT"),
            ["uid"] = account.Uid,
        };
    }

    private static Answer Commission(RestCall call)
    {
        var market = call.Market();
        if (call.Parameters.Problem is { } problem)
        {
            return problem;
        }

        return new JsonObject
        {
            ["symbol"] = market!.Rules.Name,
            ["standardCommission"] = Rates(Rate),
            ["specialCommission"] = Rates(Shapes.Money(0)),
            ["taxCommission"] = Rates(Shapes.Money(0)),
            ["discount"] = NoDiscount(),
        };
    }

    private static Answer MyTrades(RestCall call)
    {
        var market = call.Market();
        var orderId = call.Parameters.Number("orderId");
        var from = call.Parameters.Number("fromId");
        var start = call.Parameters.Time("startTime");
        var end = call.Parameters.Time("endTime");
        var limit = call.Parameters.Limit(500, 1000);
        if (call.Parameters.Problem is { } problem)
        {
            return problem;
        }

        var fills = call.Account.Fills.Where(fill => ReferenceEquals(fill.Order.Symbol, market!.Rules) &&
            (orderId is null || fill.Order.Id == orderId) && fill.TradeId >= (from ?? 0) &&
            fill.Time >= (start ?? 0) && fill.Time <= (end ?? long.MaxValue));
        return new JsonArray([.. (from is null && start is null ? fills.TakeLast(limit) : fills.Take(limit)).Select(call.Shapes.AccountTrade)]);
    }

    private static Answer OrderCounts(RestCall call)
    {
        var limits = call.Exchange.Limits;
        var now = call.Exchange.Clock.Milliseconds;
        var count = limits.OrdersOf(call.Account.Name);
        return new JsonArray(
            OrderCount("SECOND", 10, limits.OrdersPerTenSeconds, count.TenSeconds.Read(now)),
            OrderCount("DAY", 1, limits.OrdersPerDay, count.Day.Read(now)));
    }

    private static JsonObject OrderCount(string interval, int number, int limit, int count) => new()
    {
        ["rateLimitType"] = "ORDERS",
        ["interval"] = interval,
        ["intervalNum"] = number,
        ["limit"] = limit,
        ["count"] = count,
    };

    private static JsonObject Rates(string rate) => new()
    {
        ["maker"] = rate,
        ["taker"] = rate,
        ["buyer"] = Shapes.Money(0),
        ["seller"] = Shapes.Money(0),
    };

    private static JsonObject NoDiscount() => new()
    {
        ["enabledForAccount"] = false,
        ["enabledForSymbol"] = false,
        ["discountAsset"] = "BNB",
        ["discount"] = Shapes.Money(0.75m),
    };
}
