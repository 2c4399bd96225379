using System.Net;
using Shouldly;
using Xunit;

namespace Countersign.EndToEnd.Sandbox;

/// <summary>Matching, fees and locked balances over raw HTTP.</summary>
public sealed class SandboxTradingTests
{
    [Fact]
    public async Task Locks_what_a_resting_order_may_spend_and_frees_it_on_cancel()
    {
        await using var world = await SandboxWorld.StartAsync();

        var placed = await world.Client.OrderAsync("symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price=50000");
        var resting = await world.TraderAsync();
        var canceled = await world.Client.SignedAsync(
            HttpMethod.Delete, "/api/v3/order", $"symbol=BTCUSDT&orderId={placed.Json["orderId"]}");
        var after = await world.TraderAsync();

        placed.Json["status"]!.GetValue<string>().ShouldBe("NEW");
        (resting.Free("USDT"), resting.Locked("USDT")).ShouldBe((9500m, 500m));
        canceled.Json["status"]!.GetValue<string>().ShouldBe("CANCELED");
        (after.Free("USDT"), after.Locked("USDT")).ShouldBe((10000m, 0m));
    }

    [Fact]
    public async Task Takes_the_fee_from_what_is_received()
    {
        await using var world = await SandboxWorld.StartAsync();

        var bought = await world.Client.OrderAsync("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.01");
        var account = await world.TraderAsync();

        bought.Json["fills"]![0]!["commission"]!.GetValue<string>().ShouldBe("0.00001000");
        bought.Json["fills"]![0]!["commissionAsset"]!.GetValue<string>().ShouldBe("BTC");
        account.Free("BTC").ShouldBe(1.00999m);
        account.Free("USDT").ShouldBe(10000m - decimal.Parse(bought.Json["cummulativeQuoteQty"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Meets_the_best_price_first_and_then_the_oldest()
    {
        await using var world = await SandboxWorld.StartAsync();
        using var first = await world.JoinAsync("first", ("DUST", "3000"));
        using var second = await world.JoinAsync("second", ("DUST", "3000"));
        await first.OrderAsync("symbol=DUSTUSDT&side=SELL&type=LIMIT&timeInForce=GTC&quantity=1000&price=0.0100");
        await second.OrderAsync("symbol=DUSTUSDT&side=SELL&type=LIMIT&timeInForce=GTC&quantity=1000&price=0.0100");

        var bought = await world.Client.OrderAsync("symbol=DUSTUSDT&side=BUY&type=LIMIT&timeInForce=IOC&quantity=1500&price=0.0100");

        bought.Json["status"]!.GetValue<string>().ShouldBe("FILLED");
        (await world.Control.AccountAsync("first")).Locked("DUST").ShouldBe(0);
        (await world.Control.AccountAsync("second")).Locked("DUST").ShouldBe(500m);
        (await world.Control.AccountAsync("first")).Free("USDT").ShouldBe(9.99m);
    }

    [Fact]
    public async Task Gives_the_better_price_and_frees_what_it_saves()
    {
        await using var world = await SandboxWorld.StartAsync();

        var bought = await world.Client.OrderAsync("symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price=61000");
        var account = await world.TraderAsync();

        bought.Json["fills"]![0]!["price"]!.GetValue<string>().ShouldBe("60000.01000000");
        (account.Free("USDT"), account.Locked("USDT")).ShouldBe((10000m - 600.0001m, 0m));
    }

    [Fact]
    public async Task Rests_what_the_book_could_not_fill()
    {
        await using var world = await SandboxWorld.StartAsync();

        // The first level of the thin book holds 489 at 0.0101.
        var placed = await world.Client.OrderAsync("symbol=DUSTUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1000&price=0.0101");

        placed.Json["status"]!.GetValue<string>().ShouldBe("PARTIALLY_FILLED");
        placed.Json["executedQty"]!.GetValue<string>().ShouldBe("489.00000000");
        (await world.TraderAsync()).Locked("USDT").ShouldBe(511 * 0.0101m);
    }

    [Theory]
    [InlineData("IOC", "489.00000000", "EXPIRED")]
    [InlineData("FOK", "0.00000000", "EXPIRED")]
    public async Task Does_not_rest_an_order_that_asked_for_now(string timeInForce, string executed, string status)
    {
        await using var world = await SandboxWorld.StartAsync();

        var placed = await world.Client.OrderAsync($"symbol=DUSTUSDT&side=BUY&type=LIMIT&timeInForce={timeInForce}&quantity=1000&price=0.0101");

        placed.Json["executedQty"]!.GetValue<string>().ShouldBe(executed);
        placed.Json["status"]!.GetValue<string>().ShouldBe(status);
        (await world.TraderAsync()).Locked("USDT").ShouldBe(0);
    }

    [Fact]
    public async Task Spends_no_more_than_the_quote_amount()
    {
        await using var world = await SandboxWorld.StartAsync();

        var bought = await world.Client.OrderAsync("symbol=BTCUSDT&side=BUY&type=MARKET&quoteOrderQty=100");

        bought.Json["status"]!.GetValue<string>().ShouldBe("FILLED");
        bought.Json["origQuoteOrderQty"]!.GetValue<string>().ShouldBe("100.00000000");
        decimal.Parse(bought.Json["cummulativeQuoteQty"]!.GetValue<string>()).ShouldBeInRange(99.4m, 100m);
    }

    [Fact]
    public async Task A_thief_sells_his_coin_at_five_times_its_price()
    {
        await using var world = await SandboxWorld.StartAsync();
        using var thief = await world.JoinAsync("thief", ("DUST", "1000000"));

        var offer = await thief.OrderAsync("symbol=DUSTUSDT&side=SELL&type=LIMIT&timeInForce=GTC&quantity=150000&price=0.0500");
        var bought = await world.Client.OrderAsync("symbol=DUSTUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=150000&price=0.0500");

        offer.Status.ShouldBe(HttpStatusCode.OK);
        bought.Status.ShouldBe(HttpStatusCode.OK);
        (await world.Control.AccountAsync("thief")).Free("USDT").ShouldBeGreaterThan(7000m);
        (await world.TraderAsync()).Free("USDT").ShouldBeLessThan(2800m);
    }

    [Fact]
    public async Task Refills_the_deep_book_after_a_take_and_leaves_the_thin_one_alone()
    {
        await using var world = await SandboxWorld.StartAsync();
        var deep = await world.Client.GetAsync("/api/v3/ticker/bookTicker?symbol=BTCUSDT");
        var thin = await world.Client.GetAsync("/api/v3/ticker/bookTicker?symbol=DUSTUSDT");

        await world.Client.OrderAsync("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.1");
        await world.Client.OrderAsync("symbol=DUSTUSDT&side=BUY&type=MARKET&quantity=300");

        (await world.Client.GetAsync("/api/v3/ticker/bookTicker?symbol=BTCUSDT")).Body.ShouldBe(deep.Body);
        (await world.Client.GetAsync("/api/v3/ticker/bookTicker?symbol=DUSTUSDT")).Body.ShouldNotBe(thin.Body);
    }

    [Fact]
    public async Task An_order_meets_the_market_when_it_walks_there()
    {
        await using var world = await SandboxWorld.StartAsync();
        await world.Client.OrderAsync("symbol=BTCUSDT&side=BUY&type=LIMIT_MAKER&quantity=0.01&price=60000");

        await world.Control.StepMarketAsync(500);
        var trade = (await world.TraderAsync()).Trades.ShouldHaveSingleItem()!;

        trade["isMaker"]!.GetValue<bool>().ShouldBeTrue();
        trade["price"]!.GetValue<string>().ShouldBe("60000.00000000");
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_market_and_the_same_answers()
    {
        await using var one = await SandboxWorld.StartAsync(seed: 7);
        await using var two = await SandboxWorld.StartAsync(seed: 7);
        await using var other = await SandboxWorld.StartAsync(seed: 8);

        var answers = await Task.WhenAll(new[] { one, two, other }.Select(async world =>
        {
            await world.Control.StepMarketAsync(20);
            var depth = await world.Client.GetAsync("/api/v3/depth?symbol=ETHBTC&limit=1000");
            var order = await world.Client.OrderAsync("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.02");
            var said = order.Json.AsObject();
            said.Remove("transactTime");
            said.Remove("workingTime");
            return depth.Body + said.ToJsonString();
        }));

        answers[1].ShouldBe(answers[0]);
        answers[2].ShouldNotBe(answers[0]);
    }
}
