using System.Net;
using Shouldly;
using Xunit;

namespace Countersign.EndToEnd.Sandbox;

/// <summary>Ids of orders, and how many of them may be open.</summary>
public sealed class SandboxOrderTests
{
    [Fact]
    public async Task Takes_a_client_order_id_again_only_when_its_order_has_ended()
    {
        await using var world = await SandboxWorld.StartAsync();
        const string order = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.001&price=50000&newClientOrderId=mine";

        await world.Client.OrderAsync(order);
        var duplicate = await world.Client.OrderAsync(order);
        await world.Client.SignedAsync(HttpMethod.Delete, "/api/v3/openOrders", "symbol=BTCUSDT");
        var again = await world.Client.OrderAsync(order);

        (duplicate.Code, duplicate.Message).ShouldBe((-2010, "Duplicate order sent."));
        again.Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Names_what_it_cannot_find()
    {
        await using var world = await SandboxWorld.StartAsync();
        var one = await world.Client.OrderAsync("symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.001&price=50000");
        var id = one.Json["orderId"];

        (await Get("symbol=BTCUSDT&orderId=77")).Code.ShouldBe(-2013);
        (await Get("symbol=BTCUSDT")).Message.ShouldBe("Param 'origClientOrderId' or 'orderId' must be sent, but both were empty/null!");
        (await Get($"symbol=BTCUSDT&orderId={id}&origClientOrderId=other")).Code.ShouldBe(-2039);
        (await Delete("symbol=BTCUSDT&orderId=77")).Message.ShouldBe("Unknown order sent.");
        (await Delete($"symbol=BTCUSDT&orderId={id}&cancelRestrictions=ONLY_PARTIALLY_FILLED")).Code.ShouldBe(-2011);
        (await Delete($"symbol=BTCUSDT&orderId={id}")).Status.ShouldBe(HttpStatusCode.OK);
        (await Delete($"symbol=BTCUSDT&orderId={id}")).Code.ShouldBe(-2011);

        Task<RawAnswer> Get(string query) => world.Client.SignedAsync(HttpMethod.Get, "/api/v3/order", query);
        Task<RawAnswer> Delete(string query) => world.Client.SignedAsync(HttpMethod.Delete, "/api/v3/order", query);
    }

    [Fact]
    public async Task Counts_the_open_orders_of_a_symbol()
    {
        await using var world = await SandboxWorld.StartAsync();
        await world.Control.SetLimitsAsync(ordersPer10s: 1000);
        for (var i = 0; i < 200; i++)
        {
            (await world.Client.OrderAsync("symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.0002&price=50000")).Status.ShouldBe(HttpStatusCode.OK);
        }

        var answer = await world.Client.OrderAsync("symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.0002&price=50000");

        answer.Message.ShouldBe("Filter failure: MAX_NUM_ORDERS");
    }
}
