using System.Text;
using Countersign.Core.Catalogue;
using Countersign.Core.Frames;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Courier;

public sealed class CourierDeskTests
{
    private const string Unknown =
        """{"code":-1007,"msg":"Timeout waiting for response from backend server. Send status unknown; execution status unknown."}""";

    private static readonly Endpoint _depth = EndpointCatalogue.Find(HttpVerb.Get, "/api/v3/depth")!;

    [Fact]
    public async Task Carries_a_signed_call_and_its_answer_byte_for_byte()
    {
        await using var office = new Office(_ => RawExchange.Status(400, """{"code":-2010,"msg":"Account has insufficient balance for requested action."}"""));

        office.SendSigned(7, 1, SpotEndpoints.NewOrder, Office.Order);

        office.NextAnswer().ShouldBe((7UL, 400, """{"code":-2010,"msg":"Account has insufficient balance for requested action."}"""));
        office.Exchange.Requests.Single().Line.ShouldBe($"POST /api/v3/order?{Office.Order}&signature={Office.Signature} HTTP/1.1");
        office.Exchange.Requests.Single().Header("X-MBX-APIKEY").ShouldBe(Office.ApiKey);
        office.Exchange.Requests.Single().Header("Accept-Encoding").ShouldBeNull();
    }

    [Fact]
    public async Task Carries_public_data_in_parts_without_credentials()
    {
        var body = new StringBuilder().Insert(0, "0123456789", 50_000).ToString();
        await using var office = new Office(_ => RawExchange.Ok(body));

        office.Gateway.Channel.Send(new PublicCall { Id = 3, Endpoint = _depth.Index, Query = "symbol=BTCUSDT"u8, AcceptEncoding = "gzip"u8, TimeUnit = [] });

        office.NextAnswer().ShouldBe((3UL, 200, body));
        office.Exchange.Requests.Single().Line.ShouldBe("GET /api/v3/depth?symbol=BTCUSDT HTTP/1.1");
        office.Exchange.Requests.Single().Header("Accept-Encoding").ShouldBe("gzip");
        office.Exchange.Requests.Single().Header("X-MBX-APIKEY").ShouldBeNull();
    }

    [Theory]
    [InlineData(101)]
    [InlineData(600)]
    [InlineData(999)]
    public async Task A_status_that_is_none_is_no_answer(int status)
    {
        await using var office = new Office(_ => RawExchange.Status(status, "{}"));

        office.Gateway.Channel.Send(new PublicCall { Id = 3, Endpoint = _depth.Index, Query = "symbol=BTCUSDT"u8, AcceptEncoding = [], TimeUnit = [] });
        office.NextAnswer().ShouldBe((3UL, 503, Unknown));

        office.SendSigned(4, 1, SpotEndpoints.Account, "timestamp=1700000000000");
        office.NextAnswer().ShouldBe((4UL, 503, Unknown));
    }

    [Fact]
    public async Task Ends_to_be_joined_anew_when_the_signer_is_gone_and_no_other_comes()
    {
        var time = new ManualTimers();
        await using var office = new Office(_ => RawExchange.Ok("{}"), time);

        office.Signer.Dispose();
        var wait = await time.NextAsync(TimeSpan.FromSeconds(30));
        office.Abandoned.IsCompleted.ShouldBeFalse();
        wait.Come();

        await office.Abandoned.WaitAsync(Patience.Limit);
    }

    [Fact]
    public async Task A_gateway_that_asks_for_more_than_public_data_loses_its_channel()
    {
        await using var office = new Office(_ => RawExchange.Ok("{}"));

        office.Gateway.Channel.Send(new PublicCall { Id = 3, Endpoint = SpotEndpoints.Account.Index, Query = [], AcceptEncoding = [], TimeUnit = [] });

        office.Gateway.SeesTheEnd().ShouldBeTrue();
        office.Exchange.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_signature_that_the_exchange_repeats_does_not_reach_the_gateway()
    {
        await using var office = new Office(request => RawExchange.Status(400, $$"""{"code":-1022,"msg":"{{request.Target}} {{Office.ApiKey}}"}"""));

        office.SendSigned(7, 1, SpotEndpoints.NewOrder, Office.Order);

        var body = office.NextAnswer().Body;
        body.ShouldContain("signature=" + new string('*', 64));
        body.ShouldNotContain(Office.ApiKey);
    }

    [Fact]
    public async Task An_encoded_answer_to_a_signed_call_is_withheld()
    {
        await using var office = new Office(_ => RawExchange.Ok("zipped", "Content-Encoding: gzip\r\n"));

        office.SendSigned(7, 1, SpotEndpoints.NewOrder, Office.Order);

        office.NextAnswer().ShouldBe((7UL, 503, Unknown));
    }

    [Fact]
    public async Task The_answer_to_a_gateway_that_has_ended_does_not_reach_the_next_one()
    {
        using var mayAnswer = new ManualResetEventSlim();
        await using var office = new Office(request =>
        {
            mayAnswer.Wait(Patience.Limit);
            return RawExchange.Ok(request.Method == "POST" ? "\"first\"" : "\"second\"");
        });
        using var next = new FakePeer();

        office.SendSigned(7, 1, SpotEndpoints.NewOrder, Office.Order);
        SpinWait.SpinUntil(() => office.Exchange.Requests.Count == 1, Patience.Limit).ShouldBeTrue();
        office.Gateway.Dispose();
        office.Link(Peer.Gateway, 2, next);
        mayAnswer.Set();
        office.SendSigned(8, 2, SpotEndpoints.Account, "timestamp=1");

        Frame.TryRead<Answer>(next.Next(), out var answer).ShouldBeTrue();
        answer.Id.ShouldBe(8UL);
        Encoding.UTF8.GetString(answer.Body).ShouldBe("\"second\"");
    }

    [Fact]
    public async Task After_a_ban_everything_is_stopped_here()
    {
        const string ban = """{"code":-1003,"msg":"Way too much request weight used; IP banned until 1659146400000."}""";
        await using var office = new Office(_ => RawExchange.Status(418, ban, "Retry-After: 120\r\n"), new SetTime());

        office.SendSigned(1, 1, SpotEndpoints.Account, "timestamp=1");
        office.NextAnswer().ShouldBe((1UL, 418, ban));
        office.SendSigned(2, 2, SpotEndpoints.CancelOrder, "symbol=BTCUSDT&orderId=4");
        office.NextRefusal().ShouldBe((2UL, "rate-stop", 120U));
        office.Gateway.Channel.Send(new PublicCall { Id = 3, Endpoint = _depth.Index, Query = [], AcceptEncoding = [], TimeUnit = [] });
        office.NextRefusal().Code.ShouldBe("rate-stop");
        office.Exchange.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Too_many_orders_stop_one_key()
    {
        const string tooMany = """{"code":-1015,"msg":"Too many new orders; current limit is 50 orders per 1 DAY."}""";
        await using var office = new Office(_ => RawExchange.Status(429, tooMany, "Retry-After: 120\r\n"));

        office.SendSigned(1, 1, SpotEndpoints.NewOrder, Office.Order, key: 1);
        office.NextAnswer().ShouldBe((1UL, 429, tooMany));
        office.SendSigned(2, 2, SpotEndpoints.NewOrder, Office.Order, key: 1);
        office.NextRefusal().Code.ShouldBe("order-rate-stop");
        office.SendSigned(3, 3, SpotEndpoints.NewOrder, Office.Order, key: 2);
        office.NextAnswer().Id.ShouldBe(3UL);
    }

    [Fact]
    public async Task An_exchange_that_is_down_refuses_and_leaves_nothing_unknown()
    {
        await using var office = new Office(_ => RawExchange.Ok("{}"));
        office.Exchange.Dispose();

        office.SendSigned(1, 1, SpotEndpoints.NewOrder, Office.Order, asksOutcome: true);

        office.NextRefusal().Code.ShouldBe("exchange-unreachable");
    }

    [Fact]
    public async Task Answers_a_probe_of_the_signer()
    {
        await using var office = new Office(request => request.Target.Contains("apiRestrictions", StringComparison.Ordinal) ? RawExchange.Ok("""{"ipRestrict":true}""") : null);

        foreach (var (id, endpoint) in new[] { (1UL, SpotEndpoints.ApiRestrictions), (2UL, SpotEndpoints.Account) })
        {
            office.Signer.Channel.Send(new HouseCall
            {
                Purpose = HousePurpose.Probe,
                Id = id,
                Sequence = 0,
                Key = 1,
                Endpoint = endpoint.Index,
                ApiKey = "k"u8,
                Query = "timestamp=1&signature=00"u8,
                AskedEndpoint = 0,
                AskedQuery = [],
                AskedAt = 0,
            });
            Frame.TryRead<HouseAnswer>(office.Signer.Next(), out var answer).ShouldBeTrue();
            answer.Id.ShouldBe(id);
            answer.Status.ShouldBe(id == 1 ? (ushort)200 : (ushort)0);
            Encoding.UTF8.GetString(answer.Body).ShouldBe(id == 1 ? """{"ipRestrict":true}""" : "");
        }
    }

    [Fact]
    public async Task Packets_that_no_honest_peer_sends_end_their_channel()
    {
        await using var office = new Office(_ => RawExchange.Ok("{}"));

        office.Signer.Channel.Send(new Settle { Id = 1, Generation = 1 });

        office.Signer.SeesTheEnd().ShouldBeTrue();
    }
}
