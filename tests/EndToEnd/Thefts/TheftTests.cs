using Countersign.EndToEnd.Worlds;
using Shouldly;
using Xunit;

namespace Countersign.EndToEnd.Thefts;

/// <summary>What a thief with the bot's `.env` tries through the gateway. Nothing of it reaches the exchange, and the answer names the rule.</summary>
public sealed class TheftTests(WorldFixture fixture) : IClassFixture<WorldFixture>
{
    private const string Order = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.001&price=57000";

    private World World => fixture.World;

    /// <summary>Properly signed by the stolen credential.</summary>
    [Theory]
    // Money off the account, and what guards it.
    [InlineData("POST", "/sapi/v1/capital/withdraw/apply", "coin=BTC&address=bc1qthief&amount=0.5", "never-signed")]
    [InlineData("POST", "/sapi/v1/asset/transfer", "type=MAIN_UMFUTURE&asset=USDT&amount=1000", "never-signed")]
    [InlineData("POST", "/sapi/v1/account/enableFastWithdrawSwitch", "", "never-signed")]
    [InlineData("POST", "/sapi/v1/account/disableFastWithdrawSwitch", "", "never-signed")]
    [InlineData("POST", "/sapi/v1/sub-account/universalTransfer", "fromAccountType=SPOT&toAccountType=SPOT&asset=BTC&amount=1", "never-signed")]
    // The thief's own coin, at five times its price.
    [InlineData("POST", "/api/v3/order", "symbol=DUSTUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=10000&price=0.05", "symbol-not-allowed")]
    [InlineData("POST", "/api/v3/order", "symbol=DUSTUSDT&side=BUY&type=MARKET&quoteOrderQty=900", "symbol-not-allowed")]
    // More than the limit of 1000, said in every way.
    [InlineData("POST", "/api/v3/order", "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.02&price=60000", "max-notional")]
    [InlineData("POST", "/api/v3/order", "symbol=BTCUSDT&side=SELL&type=LIMIT&timeInForce=GTC&quantity=0.02&price=30000", "max-notional")]
    [InlineData("POST", "/api/v3/order", "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.02&price=0.01", "max-notional")]
    [InlineData("POST", "/api/v3/order", "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=IOC&quantity=0.01&price=200000", "max-notional")]
    [InlineData("POST", "/api/v3/order", "symbol=BTCUSDT&side=SELL&type=LIMIT_MAKER&quantity=0.02&price=65000", "max-notional")]
    [InlineData("POST", "/api/v3/order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.02", "max-notional")]
    [InlineData("POST", "/api/v3/order", "symbol=BTCUSDT&side=SELL&type=MARKET&quantity=0.02", "max-notional")]
    [InlineData("POST", "/api/v3/order", "symbol=BTCUSDT&side=BUY&type=MARKET&quoteOrderQty=1000.01", "max-notional")]
    [InlineData("POST", "/api/v3/order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=79228162514264337593543950335", "too-many-digits")]
    [InlineData("POST", "/api/v3/order", "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1e3&price=1", "malformed-number")]
    [InlineData("POST", "/api/v3/order", "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=-0.001&price=57000", "malformed-number")]
    // Orders whose cost no rule of the policy bounds.
    [InlineData("POST", "/api/v3/order", "symbol=BTCUSDT&side=SELL&type=STOP_LOSS&quantity=0.001&stopPrice=50000", "parameter-not-allowed")]
    [InlineData("POST", "/api/v3/order", "symbol=BTCUSDT&side=SELL&type=STOP_LOSS_LIMIT&timeInForce=GTC&quantity=0.001&price=1&stopPrice=1", "parameter-not-allowed")]
    [InlineData("POST", "/api/v3/order", Order + "&trailingDelta=10", "parameter-not-allowed")]
    [InlineData("POST", "/api/v3/order/cancelReplace", Order + "&cancelReplaceMode=ALLOW_FAILURE&cancelOrderId=1", "endpoint-not-allowed")]
    [InlineData("POST", "/api/v3/sor/order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.001", "endpoint-not-allowed")]
    // The same money by another door.
    [InlineData("POST", "/sapi/v1/margin/order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.001", "endpoint-not-allowed")]
    [InlineData("POST", "/fapi/v1/order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.001", "endpoint-not-allowed")]
    [InlineData("POST", "/fapi.binance.com/fapi/v1/order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.001", "endpoint-not-allowed")]
    // Hosts and paths that another reader might read otherwise.
    [InlineData("POST", "/fapi.binance.com/api/v3/order", Order, "unknown-endpoint")]
    [InlineData("POST", "/evil.example/api/v3/order", Order, "unknown-endpoint")]
    [InlineData("POST", "//api/v3/order", Order, "unknown-endpoint")]
    [InlineData("POST", "/api//v3/order", Order, "unknown-endpoint")]
    [InlineData("POST", "/api/v3/order/", Order, "unknown-endpoint")]
    [InlineData("POST", "/api/v3/../v3/order", Order, "unknown-endpoint")]
    [InlineData("POST", "/api/v3/%2e%2e/v3/order", Order, "unknown-endpoint")]
    [InlineData("POST", "/%61pi/v3/order", Order, "unknown-endpoint")]
    [InlineData("POST", "/api/v3/Order", Order, "unknown-endpoint")]
    [InlineData("post", "/api/v3/order", Order, "unknown-endpoint")]
    [InlineData("PATCH", "/api/v3/order", Order, "unknown-endpoint")]
    // Parameters smuggled past the judge.
    [InlineData("POST", "/api/v3/order", Order + "&quantity=1", "duplicate-parameter")]
    [InlineData("POST", "/api/v3/order", Order + "&symbol=DUSTUSDT", "duplicate-parameter")]
    [InlineData("POST", "/api/v3/order", Order + "&timestamp=1", "duplicate-parameter")]
    [InlineData("POST", "/api/v3/order", Order + "&Quantity=1", "unknown-parameter")]
    [InlineData("POST", "/api/v3/order", Order + "&address=bc1qthief", "unknown-parameter")]
    [InlineData("POST", "/api/v3/order", Order + "&%71uantity=1", "unknown-parameter")]
    [InlineData("POST", "/api/v3/order", Order + "&quantity[]=1", "unknown-parameter")]
    [InlineData("POST", "/api/v3/order", Order + "&apiKey=AAAA", "forbidden-parameter")]
    [InlineData("POST", "/api/v3/order", Order + "&newClientOrderId=a%00b", "illegal-characters")]
    [InlineData("POST", "/api/v3/order", Order + "&newClientOrderId=a%0Ab", "illegal-characters")]
    [InlineData("POST", "/api/v3/order", Order + "&newClientOrderId=a%E2%80%A8b", "illegal-characters")]
    [InlineData("POST", "/api/v3/order", Order + "&newClientOrderId=a%C3%28", "illegal-characters")]
    [InlineData("POST", "/api/v3/order", Order + "&newClientOrderId=a%2", "illegal-characters")]
    [InlineData("POST", "/api/v3/order", Order + "&newClientOrderId=", "empty-parameter")]
    [InlineData("POST", "/api/v3/order", Order + "&&newClientOrderId=a", "illegal-characters")]
    [InlineData("POST", "/api/v3/order", Order + ";quantity=1", "illegal-characters")]
    [InlineData("POST", "/api/v3/order", Order + "&recvWindow=60001", "recv-window-too-long")]
    public async Task Stops_what_the_credential_signs_but_the_rules_forbid(string method, string path, string query, string rule)
    {
        await IsStoppedAsync(() => World.Bot.SignedAsync(method, path, query), rule);
    }

    [Theory]
    [InlineData("GET", "/api/v3/account", "", "GET", "/api/v3/account", true)]
    [InlineData("POST", "/api/v3/order/test", Order, "POST", "/api/v3/order/test", false)]
    [InlineData("POST", "/api/v3/order/test", Order, "POST", "/api/v3/order", false)]
    [InlineData("GET", "/api/v3/order", "symbol=BTCUSDT&origClientOrderId=nothing", "DELETE", "/api/v3/order", false)]
    [InlineData("GET", "/api/v3/openOrders", "symbol=BTCUSDT", "DELETE", "/api/v3/openOrders", false)]
    [InlineData("GET", "/api/v3/account", "", "POST", "/sapi/v1/account/enableFastWithdrawSwitch", false)]
    public async Task Turns_no_signature_into_that_of_another_call(
        string method, string path, string query, string otherMethod, string otherPath, bool mayRepeat)
    {
        var stamped = World.Bot.Stamp(query);
        (await World.Bot.SendAsync(method, $"{path}?{stamped}")).Rule.ShouldBeEmpty();

        var mark = await World.MarkAsync();
        var second = await World.Bot.SendAsync(otherMethod, $"{otherPath}?{stamped}");
        if (mayRepeat)
        {
            second.Status.ShouldBe(200, second.ToString());
            return;
        }

        second.Rule.ShouldBe("replayed", second.ToString());
        (await World.ReachedAsync(mark)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Signs_an_order_once_however_it_is_repeated()
    {
        var unsigned = $"{Order}&newClientOrderId=once&timestamp={BotClient.Now}";
        var signature = World.Bot.Sign(unsigned);
        (await World.Bot.SendAsync("POST", $"/api/v3/order?{unsigned}&signature={signature}")).Status.ShouldBe(200);

        await IsStoppedAsync(() => World.Bot.SendAsync("POST", $"/api/v3/order?{unsigned}&signature={signature}"), "replayed");
        await IsStoppedAsync(() => World.Bot.SendAsync("POST", $"/api/v3/order?{unsigned}&signature={signature.ToUpperInvariant()}"), "replayed");
        await IsStoppedAsync(() => World.Bot.SendAsync("POST", "/api/v3/order", $"{unsigned}&signature={signature}"), "replayed");
        await IsStoppedAsync(() => World.Bot.SendAsync("POST", $"/api.binance.com/api/v3/order?signature={signature}&{unsigned}"), "replayed");
    }

    [Fact]
    public async Task Signs_an_order_once_when_copies_race()
    {
        var mark = await World.MarkAsync();
        var target = "/api/v3/order?" + World.Bot.Stamp($"{Order}&newClientOrderId=race");

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => World.Bot.SendAsync("POST", target)));

        answers.Count(static answer => answer.Status == 200).ShouldBe(1);
        answers.Where(static answer => answer.Status != 200).ShouldAllBe(static answer => answer.Rule == "replayed");
        (await World.ReachedAsync(mark)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Stops_a_parameter_that_stands_in_query_and_body()
    {
        await IsStoppedAsync(() => World.Bot.SignedAsync("POST", "/api/v3/order", Order, "quantity=1"), "duplicate-parameter");
        await IsStoppedAsync(() => World.Bot.SignedAsync("POST", "/api/v3/order", Order, "symbol=BTCUSDT"), "duplicate-parameter");
    }

    [Fact]
    public async Task Stops_a_parameter_that_was_not_signed()
    {
        var stamped = World.Bot.Stamp(Order);

        await IsStoppedAsync(() => World.Bot.SendAsync("POST", $"/api/v3/order?{stamped}&newClientOrderId=added"), "bad-signature");
        await IsStoppedAsync(() => World.Bot.SendAsync("POST", $"/api/v3/order?{stamped}", "newClientOrderId=added"), "bad-signature");
        await IsStoppedAsync(() => World.Bot.SendAsync("POST", $"/api/v3/order?{stamped.Replace("0.001", "0.01", StringComparison.Ordinal)}"), "bad-signature");
    }

    [Fact]
    public async Task Stops_requests_that_are_not_of_now()
    {
        await IsStoppedAsync(() => World.Bot.SendAsync("POST", "/api/v3/order?" + World.Bot.Stamp(Order, timestamp: BotClient.Now - 6_000)), "timestamp-too-old");
        await IsStoppedAsync(() => World.Bot.SendAsync("POST", "/api/v3/order?" + World.Bot.Stamp(Order, timestamp: BotClient.Now + 60_000)), "timestamp-ahead");
        await IsStoppedAsync(
            () => World.Bot.SendAsync("POST", "/api/v3/order?" + World.Bot.Stamp(Order + "&recvWindow=60000", timestamp: BotClient.Now - 3_600_000)),
            "timestamp-too-old");
    }

    [Fact]
    public async Task Stops_a_credential_that_is_not_the_bots()
    {
        var other = await World.AddBotAsync();
        var crossed = new BotClient(World.Up.Url, World.Bot.ApiKey, other.Secret);
        var unknown = new BotClient(World.Up.Url, new string('A', 64), World.Bot.Secret);
        var real = new BotClient(World.Up.Url, World.ExchangeApiKey, World.Bot.Secret);

        await IsStoppedAsync(() => crossed.SignedAsync("POST", "/api/v3/order", Order), "bad-signature");
        await IsStoppedAsync(() => unknown.SignedAsync("POST", "/api/v3/order", Order), "unknown-bot");
        await IsStoppedAsync(() => real.SignedAsync("POST", "/api/v3/order", Order), "unknown-bot");
        await IsStoppedAsync(() => World.Bot.SendAsync("POST", $"/api/v3/order?{Order}&timestamp={BotClient.Now}"), "missing-parameter");
    }

    [Theory]
    [InlineData("POST", "/api/v3/userDataStream")]
    [InlineData("POST", "/sapi/v1/userDataStream")]
    [InlineData("POST", "/fapi/v1/listenKey")]
    public async Task Hands_out_no_stream_of_the_account(string method, string path)
    {
        await IsStoppedAsync(() => World.Bot.SendAsync(method, path), "stream-not-passed");
    }

    [Fact]
    public async Task Stops_what_is_too_large()
    {
        var mark = await World.MarkAsync();

        (await World.Bot.SignedAsync("POST", "/api/v3/order", Order + "&newClientOrderId=" + new string('a', 20_000))).Status.ShouldBeInRange(400, 499);
        (await World.Bot.SignedAsync("POST", "/api/v3/order", Order + "&newClientOrderId=" + new string('a', 7_500))).Rule.ShouldBe("request-too-long");
        (await World.Bot.SignedAsync("POST", "/api/v3/order", "", Order + "&newClientOrderId=" + new string('a', 20_000))).Rule.ShouldBe("request-too-long");

        (await World.ReachedAsync(mark)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Is_worth_nothing_at_the_exchange_itself()
    {
        var mark = await World.MarkAsync();
        var thief = new BotClient(World.Sandbox.Url, World.Bot.ApiKey, World.Bot.Secret);
        var before = (await World.Sandbox.Control.AccountAsync(World.Account)).Orders.Count;

        var answer = await thief.SignedAsync("POST", "/api/v3/order", Order);

        answer.Status.ShouldBe(401);
        answer.Code.ShouldBe(-2015);
        (await World.ReachedAsync(mark)).ShouldHaveSingleItem().Status.ShouldBe(401);
        (await World.Sandbox.Control.AccountAsync(World.Account)).Orders.Count.ShouldBe(before);
    }

    [Fact]
    public async Task Lets_a_reading_bot_change_nothing()
    {
        var reader = await World.AddBotAsync("""{"task":"read-only"}""");

        (await reader.SignedAsync("GET", "/api/v3/account")).Status.ShouldBe(200);
        await IsStoppedAsync(() => reader.SignedAsync("POST", "/api/v3/order", Order), "endpoint-not-allowed");
        await IsStoppedAsync(() => reader.SignedAsync("DELETE", "/api/v3/openOrders", "symbol=BTCUSDT"), "endpoint-not-allowed");
    }

    private async Task IsStoppedAsync(Func<Task<BotAnswer>> theft, string rule)
    {
        var mark = await World.MarkAsync();
        var answer = await theft();

        answer.Rule.ShouldBe(rule, answer.ToString());
        answer.Status.ShouldBeInRange(400, 499);
        answer.Body.ShouldNotContain(World.Bot.Secret);
        (await World.ReachedAsync(mark)).ShouldBeEmpty();
    }
}
