using System.Globalization;
using System.Text.Json.Nodes;
using Countersign.EndToEnd.Sandbox;
using Countersign.EndToEnd.Worlds;
using Shouldly;
using Xunit;

namespace Countersign.EndToEnd.Budgets;

/// <summary>What a bot, and what all bots of a key, may spend: refused in the exchange's words, and remembered whatever happens to the processes.</summary>
public sealed class BudgetTests
{
    [Fact]
    public async Task What_was_signed_counts_over_a_kill_of_the_signer_and_a_restart_of_everything()
    {
        await using var world = await World.StartAsync(policy: Policy("""{ "notional": { "USDT": { "hour": "400" } } }"""));
        var orders = await SpendAsync(world.Bot);
        var spent = await UsedAsync(world, "notional");

        await world.Up.KillAsync("signer");
        await RefusedAsync(world);
        var afterKill = await UsedAsync(world, "notional");
        await world.RestartUpAsync();
        await RefusedAsync(world);

        orders.ShouldBeGreaterThan(0);
        spent.ShouldBeInRange(300, 400);
        afterKill.ShouldBeInRange(spent, 400);
        (await UsedAsync(world, "notional")).ShouldBe(afterKill);
    }

    [Fact]
    public async Task A_cancel_gives_turnover_back_but_not_what_was_signed()
    {
        await using var world = await World.StartAsync(policy: Policy("""{ "turnover": { "USDT": { "day": "150" } }, "notional": { "USDT": { "day": "10000" } } }"""));
        await UntilUsedAsync(world, "turnover", 0);
        var before = await UsedAsync(world, "notional");

        (await world.Bot.RestAsync("one")).Status.ShouldBe(200);
        (await world.Bot.RestAsync("two")).Status.ShouldBe(200);
        var third = await world.Bot.RestAsync("three");
        (await world.Bot.SignedAsync("DELETE", "/api/v3/order", "symbol=BTCUSDT&origClientOrderId=one")).Status.ShouldBe(200);
        await world.Up.UntilAsync(async () => (await world.Bot.RestAsync("four")).Status == 200, "turnover given back");

        (third.Status, third.Code, third.Rule).ShouldBe((400, -2010, "budget-turnover"));
        third.Body.ShouldContain("150 USDT per day of bot self/bot-1");
        (await UsedAsync(world, "notional")).ShouldBeGreaterThan(before + 150);
    }

    [Fact]
    public async Task All_bots_of_a_key_share_its_budgets()
    {
        await using var world = await World.StartAsync();
        var other = await world.AddBotAsync();
        (await world.RunAsync("key", "limit", World.Key, "--budgets", world.Place.Write("wrong.json", """{ "orders": { "week": 3 } }"""))).Error.ShouldContain("week");
        (await world.RunAsync("key", "limit", World.Key, "--budgets", world.Place.Write("budgets.json", """{ "orders": { "day": 20 } }"""))).Succeeded();

        var used = await UsedAsync(world, "orders");
        var left = 20 - used;
        for (var i = 0; i < left; i++)
        {
            (await (i % 2 == 0 ? world.Bot : other).RestAsync($"n{i}")).Status.ShouldBe(200);
        }

        var refused = await other.RestAsync("over");
        (refused.Code, refused.Rule).ShouldBe((-2010, "budget-orders"));
        refused.Body.ShouldContain("key self/main");
        (await world.Bot.SignedAsync("DELETE", "/api/v3/openOrders", "symbol=BTCUSDT")).Status.ShouldBe(200);

        (await world.RunAsync("key", "limit", World.Key, "--none")).Succeeded();
        (await other.RestAsync("free")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Orders_at_once_never_exceed_a_budget_and_use_it_up()
    {
        await using var world = await World.StartAsync(policy: Policy("""{ "orders": { "day": 30 } }"""));
        var used = (int)await UsedAsync(world, "orders");

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => world.Bot.RestAsync($"p{i}", quantity: "0.0002")));

        answers.Count(static answer => answer.Status == 200).ShouldBe(30 - used);
        answers.Where(static answer => answer.Status != 200).ShouldAllBe(static answer => answer.Rule == "budget-orders");
        (await UsedAsync(world, "orders")).ShouldBe(30);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task The_signer_asks_after_an_order_that_rests()
    {
        await using var world = await World.StartAsync(policy: Policy("""{ "turnover": { "USDT": { "day": "5000" } } }"""));
        await UntilUsedAsync(world, "turnover", 0);
        var key = await world.Sandbox.Control.CreateHmacKeyAsync(World.Account, null, "enableSpotAndMarginTrading");
        await world.Sandbox.Control.OpenAccountAsync("buyer", ("USDT", "1000"), ("BTC", "1"));
        using var account = RawClient.Hmac(world.Sandbox.Url, key);
        using var seller = RawClient.Hmac(world.Sandbox.Url, await world.Sandbox.Control.CreateHmacKeyAsync("buyer", null, "enableSpotAndMarginTrading"));
        var book = (await account.GetAsync("/api/v3/ticker/bookTicker?symbol=BTCUSDT")).Json;
        var price = Number(book["bidPrice"]) + 0.01m;
        var text = price.ToString(CultureInfo.InvariantCulture);

        // It fills in part, and is cancelled by somebody else: Countersign hears of neither.
        (await world.Bot.RestAsync("rests", quantity: "0.01", price: text)).Status.ShouldBe(200);
        var sold = await seller.OrderAsync($"symbol=BTCUSDT&side=SELL&type=LIMIT&timeInForce=IOC&quantity=0.004&price={text}");
        var cancelled = await account.SignedAsync(HttpMethod.Delete, "/api/v3/order", "symbol=BTCUSDT&origClientOrderId=rests");
        var open = await UsedAsync(world, "turnover");

        // None is asked after in its first minute.
        await Task.Delay(TimeSpan.FromSeconds(50));
        await UntilUsedAsync(world, "turnover", 0.004m * price);

        sold.Json["status"]!.GetValue<string>().ShouldBe("FILLED");
        cancelled.Json["status"]!.GetValue<string>().ShouldBe("CANCELED");
        open.ShouldBeGreaterThanOrEqualTo(0.01m * price);
    }

    private static string Policy(string budgets) => World.Policy.TrimEnd()[..^1].TrimEnd() + $", \"budgets\": {budgets} }}";

    private static decimal Number(JsonNode? node) => decimal.Parse(node!.GetValue<string>(), CultureInfo.InvariantCulture);

    private static async Task<decimal> UsedAsync(World world, string counts)
    {
        var status = (await world.RunAsync("status", "--json")).Succeeded().Json;
        return Number(status["signer"]!["budgets"]!.AsArray().Single(budget => budget!["counts"]!.GetValue<string>() == counts)!["used"]);
    }

    private static Task UntilUsedAsync(World world, string counts, decimal used) =>
        world.Up.UntilAsync(async () => await UsedAsync(world, counts) == used, $"{counts} of {used}");

    // Orders until one is refused, which must be for the budget.
    private static async Task<int> SpendAsync(BotClient bot)
    {
        for (var i = 0; ; i++)
        {
            var answer = await bot.RestAsync($"s{i}");
            if (answer.Status != 200)
            {
                (answer.Status, answer.Code, answer.Rule).ShouldBe((400, -2010, "budget-notional"));
                answer.Headers.ContainsKey("Retry-After").ShouldBeTrue();
                return i;
            }
        }
    }

    private static Task RefusedAsync(World world) => world.Up.UntilAsync(
        async () =>
        {
            var answer = await world.Bot.RestAsync("again");
            answer.Status.ShouldNotBe(200);
            return answer.Rule == "budget-notional";
        },
        "refused for its budget");
}
