using Countersign.EndToEnd.Worlds;
using Shouldly;
using Xunit;

namespace Countersign.EndToEnd.Chaos;

/// <summary>One fault of the exchange at a time: it is sent once, and the answer is what really became of it.</summary>
public sealed class FaultTests(WorldFixture fixture) : IClassFixture<WorldFixture>
{
    private World World => fixture.World;

    [Theory]
    [InlineData("status-before", 502, false)]
    [InlineData("status-before", 408, false)]
    [InlineData("status-after", 502, true)]
    [InlineData("status-after", 504, true)]
    [InlineData("drop-before", 0, false)]
    [InlineData("drop-after", 0, true)]
    public async Task Tells_what_became_of_an_order(string kind, int status, bool wasExecuted)
    {
        var id = $"fault-{kind}-{status}";
        await World.Sandbox.Control.AddFaultAsync(kind, "POST", "/api/v3/order", status: status);

        var answer = await World.Bot.RestAsync(id);

        (await OrderAsync(id) is not null).ShouldBe(wasExecuted);
        SteadyTrader.FateOf(answer).ShouldBe(wasExecuted ? OrderFate.Done : OrderFate.Unknown, answer.ToString());
        (await SentAsync("POST", "newClientOrderId", id)).ShouldBe(1);
        if (wasExecuted)
        {
            answer.Json["clientOrderId"]!.GetValue<string>().ShouldBe(id);
            answer.Json["status"]!.GetValue<string>().ShouldBe("NEW");
        }
        else
        {
            answer.Status.ShouldBe(503);
            answer.Code.ShouldBe(-1007);
        }
    }

    [Theory]
    [InlineData("status-before", 502, false)]
    [InlineData("status-after", 502, true)]
    [InlineData("drop-before", 0, false)]
    [InlineData("drop-after", 0, true)]
    public async Task Tells_what_became_of_a_cancel(string kind, int status, bool wasExecuted)
    {
        var id = $"cancel-{kind}-{status}";
        (await World.Bot.RestAsync(id)).Status.ShouldBe(200);
        await World.Sandbox.Control.AddFaultAsync(kind, "DELETE", "/api/v3/order", status: status);

        var answer = await World.Bot.SignedAsync("DELETE", "/api/v3/order", $"symbol=BTCUSDT&origClientOrderId={id}");

        (await SentAsync("DELETE", "origClientOrderId", id)).ShouldBe(1);
        if (wasExecuted)
        {
            answer.Status.ShouldBe(200, answer.ToString());
            answer.Json["status"]!.GetValue<string>().ShouldBe("CANCELED");
        }
        else
        {
            (await OrderAsync(id)).ShouldBe("NEW");
            SteadyTrader.FateOf(answer).ShouldBe(OrderFate.Unknown, answer.ToString());
        }
    }

    [Fact]
    public async Task A_slow_answer_is_the_answer()
    {
        await World.Sandbox.Control.AddFaultAsync("delay", "POST", "/api/v3/order", ms: 500);

        (await World.Bot.RestAsync("slow")).Status.ShouldBe(200);
        (await SentAsync("POST", "newClientOrderId", "slow")).ShouldBe(1);
    }

    [Fact]
    public async Task An_error_of_the_exchange_comes_back_byte_for_byte()
    {
        const string query = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.00001&price=50000";
        var own = await World.Sandbox.Control.CreateHmacKeyAsync(World.Account, ips: ["127.0.0.1"], "enableSpotAndMarginTrading");
        var direct = await new BotClient(World.Sandbox.Url, own.ApiKey, own.Secret!).SignedAsync("POST", "/api/v3/order", query);

        var through = await World.Bot.SignedAsync("POST", "/api/v3/order", query);

        through.Body.ShouldBe(direct.Body);
        through.Status.ShouldBe(direct.Status);
        through.Code.ShouldBe(-1013);
        through.Headers.Keys.ShouldContain("X-MBX-USED-WEIGHT-1M");
    }

    [Fact]
    public async Task An_exchange_that_echoes_what_it_got_tells_the_bot_neither_signature_nor_key()
    {
        await World.Sandbox.Control.AddFaultAsync("echo", "POST", "/api/v3/order");

        var answer = await World.Bot.RestAsync("echoed");
        var sent = (await World.ReachedAsync(0)).Last(static request => request is { Method: "POST", Path: "/api/v3/order" });
        var signature = sent.Parameters.Single(static parameter => parameter.Name == "signature").Value;

        answer.Body.ShouldContain("echoed");
        foreach (var form in new[] { signature, Uri.EscapeDataString(signature), World.ExchangeApiKey })
        {
            answer.Body.ShouldNotContain(form);
            string.Join('\n', answer.Headers.Values).ShouldNotContain(form);
        }
    }

    /// <summary>The state of an order at the exchange; null where there is none.</summary>
    private async Task<string?> OrderAsync(string id) => (await World.Sandbox.Control.AccountAsync(World.Account)).Orders
        .SingleOrDefault(order => order!["clientOrderId"]!.GetValue<string>() == id)?["status"]!.GetValue<string>();

    private async Task<int> SentAsync(string method, string name, string id) => (await World.Sandbox.Control.ReceivedAsync())
        .Count(request => request.Method == method && request.Path == "/api/v3/order" && request.Parameters.Contains((name, id)));
}
