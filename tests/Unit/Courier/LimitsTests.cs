using System.Text;
using Countersign.Core.Catalogue;
using Countersign.Core.Refusals;
using Countersign.Courier.Limits;
using Countersign.Courier.Wire;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Courier;

public sealed class LimitsTests
{
    private const string Host = "https://api.example";

    private readonly SetTime _time = new();
    private readonly HostLimits _limits;
    private readonly KeyStops _keys;

    public LimitsTests()
    {
        _limits = new HostLimits(_time);
        _keys = new KeyStops(_time);
    }

    [Theory]
    [InlineData(4790, false, false)]
    [InlineData(4801, true, false)]
    [InlineData(5701, true, true)]
    [InlineData(9000, true, true)]
    public void Keeps_a_reserve_of_weight_for_signed_calls_and_a_last_one_for_cancels(int used, bool stopsPublic, bool stopsSigned)
    {
        Answered(200, "{}", used: used);

        (_limits.Refuse(Host, SpotEndpoints.QueryOrder, Traffic.Public) is not null).ShouldBe(stopsPublic);
        (_limits.Refuse(Host, SpotEndpoints.NewOrder, Traffic.Signed) is not null).ShouldBe(stopsSigned);
        _limits.Refuse(Host, SpotEndpoints.CancelOrder, Traffic.Cancel).ShouldBeNull();
    }

    [Theory]
    [InlineData("/api/v3/depth", "symbol=BTCUSDT&limit=5000", 250)]
    [InlineData("/api/v3/depth", "symbol=BTCUSDT&limit=100", 5)]
    [InlineData("/api/v3/depth", "symbol=BTCUSDT&limit=5&limit=5000", 250)]
    [InlineData("/api/v3/depth", "symbol=BTCUSDT", 5)]
    [InlineData("/api/v3/ticker/24hr", "", 80)]
    [InlineData("/api/v3/ticker/24hr", "symbol=BTCUSDT", 2)]
    [InlineData("/api/v3/exchangeInfo", "", 20)]
    public void A_call_weighs_what_its_parameters_make_it(string path, string query, int weight)
    {
        var endpoint = EndpointCatalogue.Find(HttpVerb.Get, path)!;
        for (var i = 0; i < 4800 / weight; i++)
        {
            _limits.Refuse(Host, endpoint, Traffic.Public, query).ShouldBeNull();
            _ = _limits.Start(Host, endpoint, query);
        }

        _limits.Refuse(Host, endpoint, Traffic.Public, query).ShouldNotBeNull();
        _limits.Refuse(Host, endpoint, Traffic.Signed, query).ShouldBeNull();
    }

    [Fact]
    public void Public_data_of_the_wallet_api_stops_before_the_exchange_stops_the_host()
    {
        var heavy = EndpointCatalogue.Find(HttpVerb.Get, "/sapi/v1/convert/exchangeInfo")!;
        for (var i = 0; i < 3; i++)
        {
            _limits.Refuse(Host, heavy, Traffic.Public).ShouldBeNull();
            _limits.Start(Host, heavy).Dispose();
        }

        _limits.Refuse(Host, heavy, Traffic.Public).ShouldNotBeNull();
        _limits.Refuse(Host, SpotEndpoints.ApiRestrictions, Traffic.Signed).ShouldBeNull();
        _limits.Refuse(Host, SpotEndpoints.NewOrder, Traffic.Signed).ShouldBeNull();
    }

    [Fact]
    public void Weight_is_forgotten_with_the_minute_and_the_refusal_says_when()
    {
        Answered(200, "{}", used: 6000);

        var refusal = _limits.Refuse(Host, SpotEndpoints.NewOrder, Traffic.Signed).ShouldNotBeNull();
        refusal.Kind.ShouldBe(RefusalKind.RateStop);
        refusal.RetryAfterSeconds.ShouldBe(50);

        _time.Now += TimeSpan.FromSeconds(50);
        _limits.Refuse(Host, SpotEndpoints.NewOrder, Traffic.Signed).ShouldBeNull();
    }

    [Fact]
    public void An_answer_of_the_exchanges_last_minute_does_not_fill_the_new_one()
    {
        var sentFirst = _limits.Start(Host, SpotEndpoints.QueryOrder);
        _time.Now += TimeSpan.FromSeconds(50);
        Answered(200, "{}", used: 4);
        sentFirst.Answered(Answer(200, "{}", 5990));
        sentFirst.Dispose();

        _limits.Refuse(Host, SpotEndpoints.NewOrder, Traffic.Public).ShouldBeNull();
    }

    [Fact]
    public void Requests_on_their_way_count_before_the_exchange_has_counted_them()
    {
        Answered(200, "{}", used: 4795);
        var underWay = Enumerable.Range(0, 3).Select(_ => _limits.Start(Host, SpotEndpoints.QueryOrder)).ToList();

        _limits.Refuse(Host, SpotEndpoints.NewOrder, Traffic.Public).ShouldNotBeNull();

        underWay.ForEach(request => request.Answered(Answer(200, "{}", 4795)));
        underWay.ForEach(request => request.Dispose());
        _limits.Refuse(Host, SpotEndpoints.NewOrder, Traffic.Public).ShouldBeNull();
    }

    [Theory]
    [InlineData(418, -1003)]
    [InlineData(429, -1003)]
    public void A_stop_holds_for_everyone_on_that_host_until_its_time_has_passed(int status, int code)
    {
        Answered(status, $$"""{"code":{{code}},"msg":"Way too much request weight used"}""", retryAfter: 90);

        _limits.Refuse(Host, SpotEndpoints.CancelOrder, Traffic.Cancel).ShouldNotBeNull().RetryAfterSeconds.ShouldBe(90);
        _limits.Refuse("https://fapi.example", SpotEndpoints.NewOrder, Traffic.Public).ShouldBeNull();

        _time.Now += TimeSpan.FromSeconds(89);
        _limits.Refuse(Host, SpotEndpoints.NewOrder, Traffic.Signed).ShouldNotBeNull().RetryAfterSeconds.ShouldBe(1);
        _time.Now += TimeSpan.FromSeconds(1);
        _limits.Refuse(Host, SpotEndpoints.NewOrder, Traffic.Signed).ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"code":-1015,"msg":"Too many new orders; current limit is 50 orders per 10 SECOND."}""", 10)]
    [InlineData("""{"code":-1015,"msg":"Too many new orders; current limit is 200 orders per 1 MINUTE."}""", 50)]
    [InlineData("""{"code":-1015,"msg":"Too many new orders."}""", 10)]
    public void Too_many_orders_stop_the_orders_of_that_key_alone_until_the_interval_ends(string body, int seconds)
    {
        Answered(429, body);
        _keys.Note(7, Answer(429, body));

        _limits.Refuse(Host, SpotEndpoints.NewOrder, Traffic.Signed).ShouldBeNull();
        _keys.Refuse(7, SpotEndpoints.NewOrder).ShouldNotBeNull().RetryAfterSeconds.ShouldBe(seconds);
        _keys.Refuse(7, SpotEndpoints.CancelOrder).ShouldBeNull();
        _keys.Refuse(7, SpotEndpoints.QueryOrder).ShouldBeNull();
        _keys.Refuse(8, SpotEndpoints.NewOrder).ShouldBeNull();

        _time.Now += TimeSpan.FromSeconds(seconds);
        _keys.Refuse(7, SpotEndpoints.NewOrder).ShouldBeNull();
    }

    [Fact]
    public void The_accounts_weight_stops_the_wallet_calls_of_that_key_alone()
    {
        const string body = """{"code":-1003,"msg":"Too much request weight used; current limit is 180000 request weight per 1 MINUTE."}""";
        var answer = Answer(429, body, retryAfter: 30, countsAccount: true);
        using (var counted = _limits.Start(Host, SpotEndpoints.ApiRestrictions))
        {
            counted.Answered(answer);
        }

        _keys.Note(7, answer);

        _limits.Refuse(Host, SpotEndpoints.NewOrder, Traffic.Signed).ShouldBeNull();
        _keys.Refuse(7, SpotEndpoints.ApiRestrictions).ShouldNotBeNull().RetryAfterSeconds.ShouldBe(30);
        _keys.Refuse(7, SpotEndpoints.NewOrder).ShouldBeNull();
        _keys.Refuse(8, SpotEndpoints.ApiRestrictions).ShouldBeNull();
    }

    private void Answered(int status, string body, int? used = null, int? retryAfter = null)
    {
        using var counted = _limits.Start(Host, SpotEndpoints.Account);
        counted.Answered(Answer(status, body, used, retryAfter));
    }

    private static ExchangeAnswer Answer(int status, string body, int? used = null, int? retryAfter = null, bool countsAccount = false) => new()
    {
        Status = (ushort)status,
        Headers = [],
        Body = Encoding.UTF8.GetBytes(body),
        IsEncoded = false,
        UsedWeight = used,
        RetryAfter = retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        CountsAccount = countsAccount,
    };
}
