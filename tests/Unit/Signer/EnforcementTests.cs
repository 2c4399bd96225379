using Countersign.Core.Catalogue;
using Countersign.Core.Records;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Signer;

/// <summary>One signer, many calls: what is sent, and what is not.</summary>
public sealed class EnforcementTests : IClassFixture<TradingWorld>
{
    private const string Limit = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price=50000";

    private readonly SignerWorld _world;
    private readonly TestBot _bot;
    private readonly TestKey _key;

    public EnforcementTests(TradingWorld fixture) => (_world, _key, _bot) = (fixture.World, fixture.Key, fixture.NewBot());

    [Theory]
    [InlineData(ExchangeKeyType.Hmac)]
    [InlineData(ExchangeKeyType.Ed25519)]
    [InlineData(ExchangeKeyType.Rsa)]
    public void Hands_over_a_good_order_as_the_bot_meant_it_signed_with_the_exchange_key(ExchangeKeyType type)
    {
        using var world = SignerWorld.Trading(out var bot, out var key, type);

        var sent = world.Order(bot, Limit + "&newClientOrderId=mine-1&recvWindow=60000").Sent.ShouldNotBeNull();

        sent.Payload.ShouldBe($"{Limit}&newClientOrderId=mine-1&recvWindow=1000&timestamp={world.Now}");
        sent.Signature.ShouldBe(key.Sign(sent.Payload));
        sent.ApiKey.ShouldBe(key.ApiKey);
        sent.Endpoint.ShouldBe(SpotEndpoints.NewOrder);
        sent.ReceiveWindow.ShouldBe(1000u);
        sent.AsksOutcome.ShouldBeTrue();
        world.Unexpected.ShouldBeEmpty();
    }

    [Fact]
    public void Gives_an_order_a_client_order_id_only_where_the_bot_gave_none()
    {
        var first = _world.Order(_bot, Limit).Sent!.Find("newClientOrderId").ShouldNotBeNull();
        _world.Time.Advance(TimeSpan.FromMilliseconds(1));
        var second = _world.Order(_bot, Limit).Sent!.Find("newClientOrderId").ShouldNotBeNull();

        first.ShouldMatch("^cs-[A-Za-z0-9_-]{22}$");
        string.Equals(second, first, StringComparison.Ordinal).ShouldBeFalse();
        _world.Order(_bot, Limit + "&newClientOrderId=mine").Sent!.Find("newClientOrderId").ShouldBe("mine");
        _world.Call(_bot, "GET", "/api/v3/account").Sent!.Find("newClientOrderId").ShouldBeNull();
        _world.Call(_bot, "DELETE", "/api/v3/order", "symbol=BTCUSDT&orderId=7").Sent!.Find("newClientOrderId").ShouldBeNull();
    }

    [Fact]
    public void Stamps_with_the_exchange_s_clock_and_not_with_the_bot_s()
    {
        _world.SyncCourier(TimeSpan.FromMilliseconds(700));
        var parameters = $"{Limit}&timestamp={_world.Now - 3000}";

        var sent = _world.Ask(_bot, "POST", "/api/v3/order", _bot.Signed(parameters)).Sent.ShouldNotBeNull();

        sent.Find("timestamp").ShouldBe($"{_world.Now + 700}");
        sent.Find("recvWindow").ShouldBe("1000");
    }

    [Fact]
    public void Puts_query_and_body_in_one_canonical_query()
    {
        var query = "symbol=BTCUSDT&side=BUY&type=MARKET";
        var body = $"quoteOrderQty=10&newClientOrderId=a%2db&timestamp={_world.Now}";

        var sent = _world.Ask(_bot, "POST", "/api/v3/order", query, $"{body}&signature={_bot.Sign(query + body)}").Sent.ShouldNotBeNull();

        sent.Payload.ShouldStartWith("symbol=BTCUSDT&side=BUY&type=MARKET&quoteOrderQty=10&newClientOrderId=a-b&recvWindow=");
    }

    [Theory]
    [InlineData("GET", "/api/v3/account", "", false)]
    [InlineData("GET", "/api/v3/myTrades", "symbol=BTCUSDT", false)]
    [InlineData("GET", "/sapi/v1/capital/config/getall", "", false)]
    [InlineData("POST", "/api/v3/order/test", Limit, false)]
    [InlineData("DELETE", "/api/v3/openOrders", "symbol=BTCUSDT", false)]
    [InlineData("DELETE", "/api/v3/order", "symbol=BTCUSDT&origClientOrderId=x", true)]
    public void Sends_each_call_to_its_own_endpoint(string method, string path, string parameters, bool asksOutcome)
    {
        var sent = _world.Call(_bot, method, path, parameters).Sent.ShouldNotBeNull();

        sent.Endpoint.ToString().ShouldBe($"{method} {path}");
        sent.AsksOutcome.ShouldBe(asksOutcome);
        sent.Signature.ShouldBe(_key.Sign(sent.Payload));
    }

    [Fact]
    public void Counts_its_signatures_up()
    {
        var first = _world.Call(_bot, "GET", "/api/v3/account").Sent!.Sequence;
        _world.Call(_bot, "GET", "/api/v3/openOrders").Sent!.Sequence.ShouldBeGreaterThan(first);
    }

    [Fact]
    public void Accepts_the_bot_s_signature_in_upper_case()
    {
        var parameters = $"timestamp={_world.Now}";
        _world.Ask(_bot, "GET", "/api/v3/account", $"{parameters}&signature={_bot.Sign(parameters).ToUpperInvariant()}").Word.ShouldBe("sent");
    }

    [Fact]
    public void Refuses_a_bot_that_it_does_not_know()
    {
        var stranger = _bot with { ApiKey = new string('x', 64) };
        _world.Order(stranger, Limit).Word.ShouldBe("unknown-bot");
        _world.Order(_bot with { ApiKey = "" }, Limit).Word.ShouldBe("unknown-bot");
        _world.Order(_bot with { ApiKey = _key.ApiKey }, Limit).Word.ShouldBe("unknown-bot");
        _world.Order(_bot with { ApiKey = new string('é', 64) }, Limit).Word.ShouldBe("unknown-bot");
        _world.Order(_bot with { ApiKey = _bot.ApiKey + "x" }, Limit).Word.ShouldBe("unknown-bot");
        _world.Order(_bot, Limit).Word.ShouldBe("sent");
    }

    [Fact]
    public void Refuses_what_the_bot_did_not_sign()
    {
        var other = _world.Vault.Bot("stranger", "main");
        _world.Load(other.Record).ShouldBeDone();
        var good = $"{Limit}&timestamp={_world.Now}";

        Ask($"{good}&signature={other.Sign(good)}").ShouldBe("bad-signature");
        Ask($"{good.Replace("0.01", "0.02", StringComparison.Ordinal)}&signature={_bot.Sign(good)}").ShouldBe("bad-signature");
        Ask($"{good}&newClientOrderId=x&signature={_bot.Sign(good)}").ShouldBe("bad-signature");
        Ask($"{good}&signature={_bot.Sign(good)[..62]}").ShouldBe("bad-signature");
        Ask($"{good}&signature={_bot.Sign(good)}00").ShouldBe("bad-signature");
        Ask($"{good}&signature={_key.Sign(good)}").ShouldBe("bad-signature");
        Ask(_bot.Signed(good)).ShouldBe("sent");

        string Ask(string query) => _world.Ask(_bot, "POST", "/api/v3/order", query).Word;
    }

    [Theory]
    [InlineData("symbol=PEPEUSDT&side=BUY&type=MARKET&quoteOrderQty=10", "market-facts-unfit", "symbol-not-allowed")]
    [InlineData("symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.0201&price=50000", "max-notional")]
    [InlineData("symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.0201&price=1", "max-notional")]
    [InlineData("symbol=BTCUSDT&side=SELL&type=LIMIT&timeInForce=GTC&quantity=0.0201&price=0.01", "max-notional")]
    [InlineData("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.02", "max-notional")]
    [InlineData("symbol=BTCUSDT&side=BUY&type=MARKET&quoteOrderQty=1000.00000001", "max-notional")]
    [InlineData("symbol=BTCUSDT&side=BUY&type=STOP_LOSS&quantity=0.001&stopPrice=1", "order-type-not-allowed", "parameter-not-allowed")]
    [InlineData("symbol=BTCUSDT&side=BUY&type=MARKET&quoteOrderQty=10&apiKey=x", "forbidden-parameter")]
    [InlineData("symbol=BTCUSDT&side=BUY&type=MARKET&quoteOrderQty=10&address=x", "unknown-parameter")]
    [InlineData("symbol=BTCUSDT&side=BUY&type=MARKET&quoteOrderQty=10&symbol=ETHUSDT", "duplicate-parameter")]
    [InlineData("symbol=btcusdt&side=BUY&type=MARKET&quoteOrderQty=10", "symbol-not-allowed", "market-facts-unfit")]
    [InlineData("symbol=ETHUSDT&side=BUY&type=MARKET&quantity=0.01", "market-facts-unfit")]
    [InlineData("symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=79228162514264337593543950335&price=79228162514264337593543950335", "number-overflow", "too-many-digits")]
    public void Refuses_what_the_policy_does_not_allow(string parameters, string code, string? orCode = null) =>
        _world.Order(_bot, parameters).Word.ShouldBeOneOf(code, orCode ?? code);

    [Theory]
    [InlineData("POST", "/sapi/v1/capital/withdraw/apply", "coin=USDT&address=x&amount=1", "never-signed")]
    [InlineData("POST", "/sapi/v1/asset/transfer", "type=MAIN_UMFUTURE&asset=USDT&amount=1", "never-signed")]
    [InlineData("POST", "/sapi/v1/account/enableFastWithdrawSwitch", "", "never-signed")]
    [InlineData("POST", "/fapi/v1/order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=1", "endpoint-not-allowed")]
    [InlineData("POST", "/api/v3/orderList/oco", "symbol=BTCUSDT&side=BUY&quantity=1&aboveType=LIMIT_MAKER&belowType=LIMIT_MAKER", "endpoint-not-allowed")]
    [InlineData("GET", "/api/v3/nothing", "", "unknown-endpoint")]
    [InlineData("get", "/api/v3/account", "", "unknown-endpoint")]
    [InlineData("GET", "/api/v3/account/", "", "unknown-endpoint")]
    [InlineData("GET", "//api/v3/account", "", "unknown-endpoint")]
    [InlineData("PATCH", "/api/v3/order", "", "unknown-endpoint")]
    [InlineData("GET\r\n", "/api/v3/account", "", "unknown-endpoint")]
    public void Refuses_calls_beyond_the_task(string method, string path, string parameters, string code) =>
        _world.Call(_bot, method, path, parameters).Word.ShouldBe(code);

    [Fact]
    public void Lets_a_reading_bot_read_and_nothing_else()
    {
        var reader = _world.Vault.Bot("reader", "main", TestVault.ReadingPolicy);
        _world.Load(reader.Record).ShouldBeDone();

        _world.Call(reader, "GET", "/api/v3/account").Word.ShouldBe("sent");
        _world.Order(reader, Limit).Word.ShouldBe("endpoint-not-allowed");
        _world.Call(reader, "POST", "/api/v3/order/test", Limit + "&newClientOrderId=x").Word.ShouldBe("endpoint-not-allowed");
        _world.Call(reader, "DELETE", "/api/v3/order", "symbol=BTCUSDT&orderId=1").Word.ShouldBe("endpoint-not-allowed");
    }

    [Theory]
    [InlineData("", "sent")]
    [InlineData("MICROSECOND", "sent")]
    [InlineData("millisecond", "sent")]
    [InlineData("MICROSECOND\r\nX-MBX-APIKEY: x", "illegal-characters")]
    [InlineData("NANOSECOND", "illegal-characters")]
    public void Passes_on_a_time_unit_and_no_other_header(string timeUnit, string word)
    {
        var verdict = _world.Call(_bot, "GET", "/api/v3/account", timeUnit: timeUnit);

        verdict.Word.ShouldBe(word);
        (verdict.Sent?.TimeUnit ?? timeUnit).ShouldBe(timeUnit);
    }

    [Fact]
    public void Passes_market_data_that_needs_a_key_s_id_without_a_signature()
    {
        const string path = "/fapi/v1/historicalTrades";

        var sent = _world.Ask(_bot, "GET", path, "symbol=BTCUSDT").Sent.ShouldNotBeNull();
        sent.ApiKey.ShouldBe(_key.ApiKey);
        sent.Query.ShouldBe("symbol=BTCUSDT");
        sent.AsksOutcome.ShouldBeFalse();
        _world.Ask(_bot with { ApiKey = new string('x', 64) }, "GET", path, "symbol=BTCUSDT").Word.ShouldBe("unknown-bot");
        _world.Ask(_bot, "GET", path, "symbol=BTCUSDT", timeUnit: "x\r\ny: z").Word.ShouldBe("illegal-characters");
        _world.Ask(_bot, "POST", "/api/v3/userDataStream", "").Sent.ShouldBeNull();
    }

    [Fact]
    public void Refuses_a_key_that_is_not_active_or_not_loaded()
    {
        var idle = _world.Vault.Key("idle", active: false);
        var waiting = _world.Vault.Bot("waiting", "idle");
        var orphan = _world.Vault.Bot("orphan", "nowhere");
        _world.Load(idle.Record).ShouldBeDone();
        _world.Load(waiting.Record).ShouldBeDone();
        _world.Load(orphan.Record).ShouldBeDone();

        _world.Call(waiting, "GET", "/api/v3/account").Word.ShouldBe("key-not-active");
        _world.Call(orphan, "GET", "/api/v3/account").Word.ShouldBe("key-not-active");

        _world.Load(_world.Vault.Seal(idle, active: true, version: 2).Record).ShouldBeDone();
        _world.Time.Advance(TimeSpan.FromMilliseconds(1));
        _world.Call(waiting, "GET", "/api/v3/account").Sent.ShouldNotBeNull().ApiKey.ShouldBe(idle.ApiKey);
    }

    [Fact]
    public void Signs_the_longest_request_it_accepts_and_refuses_a_longer_one()
    {
        // Each of these characters becomes three.
        var id = new string('@', 2370);
        _world.Call(_bot, "GET", "/api/v3/order", $"symbol=BTCUSDT&origClientOrderId={id}").Word.ShouldBe("sent");
        _world.Call(_bot, "GET", "/api/v3/order", $"symbol=BTCUSDT&origClientOrderId={id}{id}").Word.ShouldBe("request-too-long");
        _world.Call(_bot, "GET", "/api/v3/order", $"symbol=BTCUSDT&origClientOrderId={id}{id}{id}{id}").Word.ShouldBe("request-too-long");
    }
}
