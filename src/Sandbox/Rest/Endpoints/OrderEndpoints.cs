using System.Text.Json.Nodes;
using Countersign.Sandbox.Market;

namespace Countersign.Sandbox.Rest.Endpoints;

/// <summary>Placing, cancelling and asking after orders.</summary>
internal static class OrderEndpoints
{
    public static IEnumerable<Endpoint> All { get; } =
    [
        new("POST", "/api/v3/order", Security.Trading, OrderReader.Names, 1, Place) { IsFreeOnSuccess = true },
        new("POST", "/api/v3/order/test", Security.Trading, OrderReader.Names + " computeCommissionRates", 1, Test)
        {
            WeightOf = static parameters => parameters.Optional("computeCommissionRates") is "true" ? 20 : 1,
        },
        new("DELETE", "/api/v3/order", Security.Trading, "symbol orderId origClientOrderId newClientOrderId cancelRestrictions", 1, Cancel)
        {
            IsFreeOnSuccess = true,
        },
        new("DELETE", "/api/v3/openOrders", Security.Trading, "symbol", 1, CancelAll) { IsFreeOnSuccess = true },
        new("GET", "/api/v3/order", Security.Reading, "symbol orderId origClientOrderId", 4, Query),
        new("GET", "/api/v3/openOrders", Security.Reading, "symbol", 6, OpenOrders)
        {
            WeightOf = static parameters => parameters.Has("symbol") ? 6 : 80,
        },
        new("GET", "/api/v3/allOrders", Security.Reading, "symbol orderId startTime endTime limit", 20, AllOrders),
        new("GET", "/api/v3/openOrderList", Security.Reading, "", 6, static _ => new JsonArray()),
        new("GET", "/api/v3/allOrderList", Security.Reading, "fromId startTime endTime limit", 20, static _ => new JsonArray()),
    ];

    private static Answer Place(RestCall call)
    {
        if (OrderReader.Read(call) is not { } wanted)
        {
            return call.Parameters.Problem!;
        }

        if (OrderPlacement.Check(call, wanted) is { } refusal)
        {
            return refusal;
        }

        var order = OrderPlacement.Execute(call, wanted);
        var response = call.Parameters.Optional("newOrderRespType") ?? (wanted.Type == OrderType.LimitMaker ? "ACK" : "FULL");
        return response switch
        {
            "ACK" => call.Shapes.Ack(order),
            "RESULT" => call.Shapes.Result(order),
            _ => call.Shapes.Full(order),
        };
    }

    private static Answer Test(RestCall call)
    {
        if (OrderReader.Read(call) is not { } wanted)
        {
            return call.Parameters.Problem!;
        }

        if (Filters.Check(wanted, call.Account, call.Exchange.Clock.Microseconds) is { } refusal)
        {
            return refusal;
        }

        return call.Parameters.Optional("computeCommissionRates") is "true" ? AccountEndpoints.CommissionRates() : new JsonObject();
    }

    private static Answer Cancel(RestCall call)
    {
        var restriction = call.Parameters.Optional("cancelRestrictions");
        call.Parameters.Fail(restriction is null or "ONLY_NEW" or "ONLY_PARTIALLY_FILLED" ? null : Errors.CancelRestrictions);
        var cancelId = call.Parameters.ClientOrderId("newClientOrderId");
        if (Find(call, Errors.UnknownOrder, out var market) is not { } order)
        {
            return call.Parameters.Problem!;
        }

        if (!order.IsOpen)
        {
            return Errors.UnknownOrder;
        }

        if ((restriction is "ONLY_NEW" && order.Status != OrderStatus.New) ||
            (restriction is "ONLY_PARTIALLY_FILLED" && order.Status != OrderStatus.PartiallyFilled))
        {
            return Errors.NotCanceledByRestriction;
        }

        call.Exchange.Engine.Cancel(market, order);
        call.Exchange.Refill(market);
        return call.Shapes.Canceled(order, cancelId ?? call.Exchange.NextId(22));
    }

    private static Answer CancelAll(RestCall call)
    {
        var market = call.Market();
        if (call.Parameters.Problem is { } problem)
        {
            return problem;
        }

        var open = call.Account.OpenOrders.Where(order => ReferenceEquals(order.Symbol, market!.Rules)).ToArray();
        if (open.Length == 0)
        {
            return Errors.UnknownOrder;
        }

        var cancelId = call.Exchange.NextId(22);
        var canceled = new JsonArray();
        foreach (var order in open)
        {
            call.Exchange.Engine.Cancel(market!, order);
            canceled.Add(call.Shapes.Canceled(order, cancelId));
        }

        call.Exchange.Refill(market!);
        return canceled;
    }

    private static Answer Query(RestCall call) =>
        Find(call, Errors.NoSuchOrder, out _) is { } order ? call.Shapes.Query(order) : call.Parameters.Problem!;

    private static Answer OpenOrders(RestCall call)
    {
        var market = call.Market(isRequired: false);
        if (call.Parameters.Problem is { } problem)
        {
            return problem;
        }

        return new JsonArray([.. call.Account.OpenOrders
            .Where(order => market is null || ReferenceEquals(order.Symbol, market.Rules))
            .Select(call.Shapes.Query)]);
    }

    private static Answer AllOrders(RestCall call)
    {
        var market = call.Market();
        var from = call.Parameters.Number("orderId");
        var start = call.Parameters.Time("startTime");
        var end = call.Parameters.Time("endTime");
        var limit = call.Parameters.Limit(500, 1000);
        if (call.Parameters.Problem is { } problem)
        {
            return problem;
        }

        var orders = call.Account.Orders.Where(order => ReferenceEquals(order.Symbol, market!.Rules) &&
            order.Id >= (from ?? 0) && order.Time >= (start ?? 0) && order.Time <= (end ?? long.MaxValue));
        return new JsonArray([.. (from is null && start is null ? orders.TakeLast(limit) : orders.Take(limit)).Select(call.Shapes.Query)]);
    }

    /// <summary>The order named by `orderId`, by `origClientOrderId`, or by both in agreement; null with a problem noted.</summary>
    private static Order? Find(RestCall call, ApiError absent, out SymbolMarket market)
    {
        market = call.Market()!;
        var id = call.Parameters.Number("orderId");
        var clientOrderId = call.Parameters.Optional("origClientOrderId");
        call.Parameters.Fail(id is null && clientOrderId is null ? Errors.EitherOf("origClientOrderId", "orderId") : null);
        if (call.Parameters.Problem is not null)
        {
            return null;
        }

        var symbol = market.Rules.Name;
        var order = id is { } number ? call.Account.FindById(symbol, number) : call.Account.FindByClientOrderId(symbol, clientOrderId!);
        call.Parameters.Fail(order is null ? absent : null);
        call.Parameters.Fail(order is not null && clientOrderId is not null &&
            !string.Equals(order.ClientOrderId, clientOrderId, StringComparison.Ordinal) ? Errors.ClientOrderIdMismatch : null);
        return call.Parameters.Problem is null ? order : null;
    }
}
