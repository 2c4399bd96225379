using Shouldly;
using Xunit;

namespace Countersign.Unit.Signer;

public sealed class ReplayTests : IDisposable
{
    private const string Limit = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price=50000";

    private readonly SignerWorld _world;
    private readonly TestBot _bot;

    public ReplayTests() => _world = SignerWorld.Trading(out _bot);

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Signs_an_order_once()
    {
        var order = Stamped(Limit);

        Order(order).ShouldBe("sent");
        Order(order).ShouldBe("replayed");
        Order(order[..^64] + order[^64..].ToUpperInvariant()).ShouldBe("replayed");
        Order(order[(order.IndexOf("&signature=", StringComparison.Ordinal) + 1)..] + "&" + order[..order.IndexOf("&signature=", StringComparison.Ordinal)])
            .ShouldBe("replayed");
    }

    [Fact]
    public void Knows_an_order_again_whether_its_parameters_stand_in_query_or_body()
    {
        var parameters = $"{Limit}&timestamp={_world.Now}";
        Order(_bot.Signed(parameters)).ShouldBe("sent");

        _world.Ask(_bot, "POST", "/api/v3/order", "", _bot.Signed(parameters)).Word.ShouldBe("replayed");
    }

    [Theory]
    [InlineData("POST", "/api/v3/order/test", "POST", "/api/v3/order", Limit)]
    [InlineData("POST", "/api/v3/order", "POST", "/api/v3/order/test", Limit)]
    [InlineData("GET", "/api/v3/order", "DELETE", "/api/v3/order", "symbol=BTCUSDT&orderId=7")]
    [InlineData("DELETE", "/api/v3/order", "GET", "/api/v3/order", "symbol=BTCUSDT&orderId=7")]
    [InlineData("GET", "/api/v3/openOrders", "DELETE", "/api/v3/openOrders", "symbol=BTCUSDT")]
    public void Never_turns_a_signature_into_another_call(string method, string path, string otherMethod, string otherPath, string parameters)
    {
        var query = Stamped(parameters);

        _world.Ask(_bot, method, path, query).Word.ShouldBe("sent");
        _world.Ask(_bot, otherMethod, otherPath, query).Word.ShouldBe("replayed");
    }

    [Fact]
    public void Never_turns_a_refused_call_into_another_one()
    {
        var order = Stamped("symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=50000");

        _world.Ask(_bot, "POST", "/api/v3/order/test", order).Word.ShouldBe("max-notional");
        Order(order).ShouldBe("replayed");
    }

    [Fact]
    public void Lets_an_identical_read_repeat_and_be_read_elsewhere()
    {
        var read = Stamped("symbol=BTCUSDT");

        _world.Ask(_bot, "GET", "/api/v3/myTrades", read).Word.ShouldBe("sent");
        _world.Ask(_bot, "GET", "/api/v3/myTrades", read).Word.ShouldBe("sent");
        _world.Ask(_bot, "GET", "/api/v3/allOrders", read).Word.ShouldBe("sent");
        _world.Ask(_bot, "DELETE", "/api/v3/openOrders", read).Word.ShouldBe("replayed");
    }

    [Fact]
    public void Gives_an_identical_cancel_the_first_one_s_answer()
    {
        var cancel = Stamped("symbol=BTCUSDT&orderId=7");

        var first = _world.Ask(_bot, "DELETE", "/api/v3/order", cancel).Sent.ShouldNotBeNull();
        _world.Ask(_bot, "DELETE", "/api/v3/order", cancel).Repeats.ShouldBe(first.Sequence);
        _world.Ask(_bot, "DELETE", "/api/v3/order", cancel).Repeats.ShouldBe(first.Sequence);
    }

    [Fact]
    public void Lets_a_cancel_that_was_refused_be_sent_again()
    {
        _world.Time.Step(TimeSpan.FromSeconds(2));
        var cancel = Stamped("symbol=BTCUSDT&orderId=7");

        _world.Ask(_bot, "DELETE", "/api/v3/order", cancel).Word.ShouldBe("clock-apart");
        _world.SyncCourier();
        _world.Ask(_bot, "DELETE", "/api/v3/order", cancel).Word.ShouldBe("sent");
    }

    [Fact]
    public void Lets_what_never_reached_the_courier_be_sent_again()
    {
        var order = Stamped(Limit);
        var cancel = Stamped("symbol=BTCUSDT&orderId=7");
        _world.EndCourier();

        Order(order).ShouldBe("courier-gone");
        _world.Ask(_bot, "DELETE", "/api/v3/order", cancel).Word.ShouldBe("courier-gone");

        _world.LinkCourier(2);
        _world.SyncCourier();
        Order(order).ShouldBe("sent");
        Order(order).ShouldBe("replayed");
        _world.Ask(_bot, "DELETE", "/api/v3/order", cancel).Word.ShouldBe("sent");
    }

    [Fact]
    public void Keeps_the_bots_apart()
    {
        var other = _world.Vault.Bot("other", "main");
        _world.Load(other.Record).ShouldBeDone();

        _world.Order(_bot, Limit).Word.ShouldBe("sent");
        _world.Order(other, Limit).Word.ShouldBe("sent");
    }

    [Fact]
    public void Refuses_a_replay_for_as_long_as_its_timestamp_is_good()
    {
        var order = _bot.Signed($"{Limit}&recvWindow=60000&timestamp={_world.Now + 999}");
        Order(order).ShouldBe("sent");
        for (var second = 0; second < 70; second++)
        {
            _world.Time.Advance(TimeSpan.FromSeconds(1));
            Order(order).ShouldBeOneOf("replayed", "timestamp-too-old");
        }
    }

    [Fact]
    public void Refuses_a_replay_after_the_clock_went_back()
    {
        var order = _bot.Signed($"{Limit}&recvWindow=60000&timestamp={_world.Now}");
        Order(order).ShouldBe("sent");
        _world.Time.Advance(TimeSpan.FromMinutes(10));
        _world.Call(_bot, "GET", "/api/v3/account").Word.ShouldBe("sent");
        _world.Time.Step(TimeSpan.FromMinutes(-10));
        _world.SyncCourier();

        Order(order).ShouldBe("timestamp-before-start");
    }

    private string Order(string query) => _world.Ask(_bot, "POST", "/api/v3/order", query).Word;

    private string Stamped(string parameters) => _bot.Signed($"{parameters}&timestamp={_world.Now}");
}
