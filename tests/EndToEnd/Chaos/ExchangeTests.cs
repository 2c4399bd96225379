using System.Globalization;
using Countersign.EndToEnd.Worlds;
using Shouldly;
using Xunit;

namespace Countersign.EndToEnd.Chaos;

/// <summary>What the exchange says about limits, clocks and keys, as bots see it through Countersign.</summary>
public sealed class ExchangeTests(WorldFixture fixture) : IClassFixture<WorldFixture>
{
    private World World => fixture.World;

    [Theory]
    [InlineData("rate-limit-429")]
    [InlineData("ban-418")]
    public async Task A_stop_by_the_exchange_holds_everyone_back_until_it_is_over(string kind)
    {
        var other = await World.AddBotAsync();
        await World.Sandbox.Control.SendAsync(HttpMethod.Post, "faults", new System.Text.Json.Nodes.JsonObject
        {
            ["kind"] = kind, ["method"] = "GET", ["path"] = "/api/v3/account", ["count"] = 1, ["retryAfter"] = 8,
        });

        var first = await World.Bot.SignedAsync("GET", "/api/v3/account");
        first.Status.ShouldBe(int.Parse(kind.Split('-')[^1], CultureInfo.InvariantCulture));
        first.Headers["Retry-After"].ShouldBe("8");

        var mark = await World.MarkAsync();
        var second = await other.SignedAsync("GET", "/api/v3/account");
        second.Rule.ShouldBe("rate-stop", second.ToString());
        second.Status.ShouldBe(429);
        (await World.ReachedAsync(mark)).ShouldBeEmpty();

        await World.Up.UntilAsync(async () => (await other.SignedAsync("GET", "/api/v3/account")).Status == 200, "the end of the stop");
        await World.UntilTradingAsync();
    }

    [Fact]
    public async Task Orders_at_once_are_all_carried_each_once()
    {
        await World.Sandbox.Control.SetLimitsAsync(weightPerMinute: 1_000_000, ordersPer10s: 100_000, ordersPerDay: 1_000_000);
        var mark = await World.MarkAsync();

        var ids = Enumerable.Range(0, 150).Select(static i => $"at-once-{i}").ToArray();
        var answers = await Task.WhenAll(ids.Select(id => World.Bot.RestAsync(id, quantity: "0.0002")));

        var arrived = (await World.ReachedAsync(mark))
            .Select(static request => request.Parameters.Single(static parameter => parameter.Name == "newClientOrderId").Value);
        arrived.ShouldBe(ids, ignoreOrder: true);
        var told = ids.Zip(answers, static (id, answer) => (Id: id, Answer: answer)).ToLookup(static told => told.Answer.Status == 200);

        // A machine too slow to bring an order to the exchange within its window of a second hears from the exchange that it was not taken.
        told[false].Where(static late => late.Answer.Code != -1021).Select(static late => $"{late.Id}: {late.Answer}").ShouldBeEmpty();
        told[true].ShouldNotBeEmpty();
        told[true].Select(static done => done.Answer.Json["clientOrderId"]!.GetValue<string>())
            .ShouldBe(told[true].Select(static done => done.Id), "each got the answer to its own");
        told[true].Select(static done => done.Answer.Json["orderId"]!.GetValue<long>()).ShouldBeUnique();
        (await World.Sandbox.Control.AccountAsync(World.Account)).Orders.Select(static order => order!["clientOrderId"]!.GetValue<string>())
            .Where(static id => id.StartsWith("at-once-", StringComparison.Ordinal))
            .ShouldBe(told[true].Select(static done => done.Id), ignoreOrder: true);
    }

    [Fact]
    public async Task A_key_that_the_exchange_no_longer_knows_is_the_exchanges_own_error()
    {
        await using var world = await Worlds.World.StartAsync();
        await world.Sandbox.Control.DeleteKeyAsync(world.ExchangeApiKey);

        var answer = await world.Bot.RestAsync("no-key");

        answer.Status.ShouldBe(401);
        answer.Code.ShouldBe(-2015);
        answer.Rule.ShouldBeEmpty();
    }

    [Fact]
    public async Task Public_data_goes_out_without_a_credential()
    {
        var mark = await World.MarkAsync();

        (await World.Bot.SignedAsync("GET", "/api/v3/ticker/price", "symbol=BTCUSDT")).Status.ShouldBe(200);
        (await World.Bot.SendAsync("GET", "/fapi.binance.com/fapi/v1/exchangeInfo")).Status.ShouldBe(200);

        var reached = await World.ReachedAsync(mark);
        reached.Count.ShouldBe(2);
        reached.ShouldAllBe(static request => request.ApiKey == null);
        reached.ShouldAllBe(request => !request.ToString().Contains(World.Bot.ApiKey) && !request.Query.Contains("signature"));
    }
}
