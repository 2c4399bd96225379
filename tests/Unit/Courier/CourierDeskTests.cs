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

        await office.Abandoned.WaitAsync(TimeSpan.FromSeconds(20));
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

    [Theory]
    [InlineData(null)]
    [InlineData("HTTP/1.1 503 no\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 502 no\r\nContent-Length: 4\r\n\r\nHTML")]
    [InlineData("HTTP/1.1 408 no\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 400 no\r\nContent-Length: 14\r\n\r\n{\"code\":-1007}")]
    public async Task An_order_of_unknown_outcome_is_asked_after_and_found(string? answer)
    {
        await using var office = new Office(request => request.Method == "POST" ? answer : RawExchange.Ok(FoundOrderTests.Order()));

        office.SendSigned(7, 41, SpotEndpoints.NewOrder, Office.Order, asksOutcome: true);
        Frame.TryRead<OutcomeWanted>(office.Signer.Next(), out var wanted).ShouldBeTrue();
        (wanted.Id, wanted.Sequence).ShouldBe((7UL, 41UL));
        office.SendQuestion(7, 41, SpotEndpoints.NewOrder, Office.Order);

        var (id, status, body) = office.NextAnswer();
        (id, status).ShouldBe((7UL, 200));
        body.ShouldContain("\"status\":\"PARTIALLY_FILLED\"");
        office.Exchange.Requests.Count(request => request.Method == "POST").ShouldBe(1);
    }

    [Fact]
    public async Task An_order_that_never_shows_up_is_asked_after_until_its_window_has_passed_and_stays_unknown()
    {
        var time = new PatientTime();
        await using var office = new Office(
            request => request.Method == "POST" ? null : RawExchange.Status(400, """{"code":-2013,"msg":"Order does not exist."}"""), time);

        office.SendSigned(7, 41, SpotEndpoints.NewOrder, Office.Order, asksOutcome: true);
        var questions = 0;
        while (Frame.TypeOf(Peek(office)) == FrameType.OutcomeWanted)
        {
            questions++;
            time.Advance(TimeSpan.FromMilliseconds(500));
            office.SendQuestion(7, 41, SpotEndpoints.NewOrder, Office.Order);
        }

        // Its window of a second and the exchange's second of grace have passed with the fifth.
        questions.ShouldBe(5);
        office.Exchange.Requests.Count(request => request.Method == "POST").ShouldBe(1);
    }

    [Fact]
    public async Task An_order_whose_signer_has_ended_cannot_be_asked_after()
    {
        await using var office = new Office(request => request.Method == "POST" ? null : RawExchange.Ok("{}"));

        office.SendSigned(7, 41, SpotEndpoints.NewOrder, Office.Order, asksOutcome: true);
        office.Signer.Next(FrameType.OutcomeWanted);
        office.Signer.Dispose();

        office.NextAnswer().ShouldBe((7UL, 503, Unknown));
    }

    [Fact]
    public async Task A_question_for_a_call_of_an_earlier_courier_is_taken_up()
    {
        await using var office = new Office(_ => RawExchange.Ok(FoundOrderTests.Order("FILLED")));

        office.SendQuestion(9, 12, SpotEndpoints.NewOrder, Office.Order);

        var (id, status, body) = office.NextAnswer();
        (id, status).ShouldBe((9UL, 200));
        body.ShouldContain("\"status\":\"FILLED\"");
        office.Exchange.Requests.Single().Method.ShouldBe("GET");
    }

    [Fact]
    public async Task What_cannot_be_asked_after_stays_unknown_and_reads_pass_as_they_come()
    {
        await using var office = new Office(_ => RawExchange.Status(502, "<html>"));

        office.SendSigned(1, 1, SpotEndpoints.CancelOpenOrders, "symbol=BTCUSDT");
        office.NextAnswer().ShouldBe((1UL, 503, Unknown));

        office.SendSigned(2, 2, SpotEndpoints.Account, "timestamp=1");
        office.NextAnswer().ShouldBe((2UL, 502, "<html>"));
    }

    [Fact]
    public async Task An_identical_cancel_joins_the_first_and_is_not_sent()
    {
        using var mayAnswer = new ManualResetEventSlim();
        await using var office = new Office(_ =>
        {
            mayAnswer.Wait(TimeSpan.FromSeconds(20));
            return RawExchange.Ok("""{"status":"CANCELED"}""");
        });

        office.SendSigned(1, 5, SpotEndpoints.CancelOrder, "symbol=BTCUSDT&orderId=4");
        office.Signer.Channel.Send(new RepeatCall { Id = 2, Sequence = 5 });
        mayAnswer.Set();

        new[] { office.NextAnswer(), office.NextAnswer() }.OrderBy(answer => answer.Id)
            .ShouldBe([(1UL, 200, """{"status":"CANCELED"}"""), (2UL, 200, """{"status":"CANCELED"}""")]);
        office.Signer.Channel.Send(new RepeatCall { Id = 3, Sequence = 5 });
        office.NextAnswer().ShouldBe((3UL, 200, """{"status":"CANCELED"}"""));
        office.Exchange.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_repeated_cancel_that_nobody_knows_is_unknown()
    {
        await using var office = new Office(_ => RawExchange.Ok("{}"));

        office.Signer.Channel.Send(new RepeatCall { Id = 3, Sequence = 5 });

        office.NextAnswer().ShouldBe((3UL, 503, Unknown));
    }

    [Fact]
    public async Task After_a_signer_has_ended_it_is_known_what_it_handed_over()
    {
        using var mayAnswer = new ManualResetEventSlim();
        await using var office = new Office(_ =>
        {
            mayAnswer.Wait(TimeSpan.FromSeconds(20));
            return RawExchange.Ok("{}");
        });

        office.Gateway.Channel.Send(new Settle { Id = 8, Generation = 1 });
        office.SendSigned(7, 1, SpotEndpoints.NewOrder, Office.Order);
        office.Signer.Dispose();
        office.Gateway.Channel.Send(new Settle { Id = 7, Generation = 1 });

        Frame.TryRead<NotReceived>(office.Gateway.Next(), out var not).ShouldBeTrue();
        not.Id.ShouldBe(8UL);
        mayAnswer.Set();
        office.NextAnswer().ShouldBe((7UL, 200, "{}"));
    }

    [Fact]
    public async Task What_an_ended_signer_still_hands_over_is_not_taken_for_missing()
    {
        await using var office = new Office(request => RawExchange.Ok(request.Method == "POST" ? "\"order\"" : "{}"));

        office.Gateway.Channel.Send(new Settle { Id = 7, Generation = 1 });
        office.Gateway.Channel.Send(new PublicCall { Id = 1, Endpoint = _depth.Index, Query = [], AcceptEncoding = [], TimeUnit = [] });
        office.NextAnswer().Id.ShouldBe(1UL);
        office.SendSigned(7, 1, SpotEndpoints.NewOrder, Office.Order);
        office.Signer.Dispose();

        office.NextAnswer().ShouldBe((7UL, 200, "\"order\""));
    }

    [Fact]
    public async Task A_question_after_a_signer_that_is_not_linked_yet_waits_for_its_last_words()
    {
        await using var office = new Office(_ => RawExchange.Ok("{}"));
        using var second = new FakePeer();

        office.Gateway.Channel.Send(new Settle { Id = 8, Generation = 2 });
        office.Gateway.Channel.Send(new PublicCall { Id = 1, Endpoint = _depth.Index, Query = [], AcceptEncoding = [], TimeUnit = [] });
        office.NextAnswer().Id.ShouldBe(1UL);
        second.Dispose();
        office.Link(Peer.Signer, 2, second);

        Frame.TryRead<NotReceived>(office.Gateway.Next(), out var not).ShouldBeTrue();
        not.Id.ShouldBe(8UL);
    }

    [Fact]
    public async Task A_call_of_a_signer_that_this_courier_never_met_is_unknown()
    {
        await using var office = new Office(_ => RawExchange.Ok("{}"));
        using var third = new FakePeer();
        office.Link(Peer.Signer, 3, third);

        office.Gateway.Channel.Send(new Settle { Id = 8, Generation = 2 });

        office.NextAnswer().ShouldBe((8UL, 503, Unknown));
    }

    [Fact]
    public async Task The_answer_to_a_gateway_that_has_ended_does_not_reach_the_next_one()
    {
        using var mayAnswer = new ManualResetEventSlim();
        await using var office = new Office(request =>
        {
            mayAnswer.Wait(TimeSpan.FromSeconds(20));
            return RawExchange.Ok(request.Method == "POST" ? "\"first\"" : "\"second\"");
        });
        using var next = new FakePeer();

        office.SendSigned(7, 1, SpotEndpoints.NewOrder, Office.Order);
        SpinWait.SpinUntil(() => office.Exchange.Requests.Count == 1, TimeSpan.FromSeconds(20)).ShouldBeTrue();
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
        await using var office = new Office(_ => RawExchange.Status(418, ban, "Retry-After: 120\r\n"));

        office.SendSigned(1, 1, SpotEndpoints.Account, "timestamp=1");
        office.NextAnswer().ShouldBe((1UL, 418, ban));
        office.SendSigned(2, 2, SpotEndpoints.CancelOrder, "symbol=BTCUSDT&orderId=4");
        var (id, code, retryAfter) = office.NextRefusal();
        (id, code).ShouldBe((2UL, "rate-stop"));
        retryAfter.ShouldBeInRange(100U, 120U);
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
    public async Task Tells_each_signer_the_clock()
    {
        await using var office = new Office(_ => RawExchange.Ok("{}"));
        Frame.TryRead<Clock>(office.Signer.Next(FrameType.Clock), out var clock).ShouldBeTrue();
        clock.OffsetMicroseconds.ShouldBeInRange(4_000_000, 6_000_000);

        using var second = new FakePeer();
        office.Link(Peer.Signer, 2, second);
        Frame.TryRead<Clock>(second.Next(FrameType.Clock), out clock).ShouldBeTrue();
        clock.OffsetMicroseconds.ShouldBeInRange(4_000_000, 6_000_000);
    }

    [Fact]
    public async Task Tells_the_market_of_the_symbols_in_use_though_one_is_none()
    {
        await using var office = new Office(request =>
            request.Target.StartsWith("/api/v3/avgPrice?symbol=NOSUCH", StringComparison.Ordinal) || request.Target.Contains("NOSUCH", StringComparison.Ordinal)
                ? RawExchange.Status(400, """{"code":-1121,"msg":"Invalid symbol."}""")
                : request.Target.StartsWith("/api/v3/avgPrice", StringComparison.Ordinal)
                    ? RawExchange.Ok("""{"mins":5,"price":"50000.10000000","closeTime":1}""")
                    : RawExchange.Ok("""[{"symbol":"BTCUSDT","bidPrice":"50000.00","bidQty":"1","askPrice":"0.00000000","askQty":"0"},{"symbol":"ODD","bidPrice":"1e5"},7]"""));

        office.Signer.Channel.Send(new WatchSymbol { Symbol = "NOSUCH"u8 });
        office.Signer.Channel.Send(new WatchSymbol { Symbol = "BTCUSDT"u8 });
        office.Signer.Channel.Send(new WatchSymbol { Symbol = "\"],"u8 });

        Frame.TryRead<MarketFact>(office.Signer.Next(FrameType.MarketFact), out var fact).ShouldBeTrue();
        Encoding.UTF8.GetString(fact.Symbol).ShouldBe("BTCUSDT");
        (fact.Bid, fact.Ask, fact.Average).ShouldBe((50000m, 0m, 50000.1m));
        office.Exchange.Requests.ShouldAllBe(request => request.Header("X-MBX-APIKEY") == null);
        office.Exchange.Requests.ShouldContain(request => request.Target == "/api/v3/ticker/bookTicker?symbols=%5B%22BTCUSDT%22%5D");

        using var second = new FakePeer();
        office.Link(Peer.Signer, 2, second);
        Frame.TryRead<MarketFact>(second.Next(FrameType.MarketFact), out fact).ShouldBeTrue();
        Encoding.UTF8.GetString(fact.Symbol).ShouldBe("BTCUSDT");
    }

    [Fact]
    public async Task Watches_many_symbols_in_questions_that_a_server_takes()
    {
        await using var office = new Office(request => RawExchange.Ok(
            request.Target.Contains("S150", StringComparison.Ordinal) && request.Target.StartsWith("/api/v3/ticker", StringComparison.Ordinal)
                ? """[{"symbol":"S150USDT","bidPrice":"1","askPrice":"2"}]"""
                : """{"price":"1.5"}"""));
        for (var i = 0; i < 250; i++)
        {
            office.Signer.Channel.Send(new WatchSymbol { Symbol = Encoding.ASCII.GetBytes($"S{i:000}USDT") });
        }

        SpinWait.SpinUntil(() => office.Exchange.Requests.Any(request => Symbols(request) == 100), TimeSpan.FromSeconds(20)).ShouldBeTrue();
        SpinWait.SpinUntil(() => office.Exchange.Requests.Any(request => Symbols(request) == 50), TimeSpan.FromSeconds(20)).ShouldBeTrue();
        office.Exchange.Requests.Max(Symbols).ShouldBe(100);
        office.Exchange.Requests.Max(request => request.Target.Length).ShouldBeLessThan(4096);
    }

    [Fact]
    public async Task Packets_that_no_honest_peer_sends_end_their_channel()
    {
        await using var office = new Office(_ => RawExchange.Ok("{}"));

        office.Signer.Channel.Send(new Settle { Id = 1, Generation = 1 });

        office.Signer.SeesTheEnd().ShouldBeTrue();
    }

    private static int Symbols(RawRequest request) =>
        request.Target.Contains("bookTicker", StringComparison.Ordinal) ? request.Target.Split("%2C").Length : 0;

    // The next of either: a question wanted from the signer, or the answer to the gateway, which must be the unknown one.
    private static byte[] Peek(Office office)
    {
        while (true)
        {
            if (office.Signer.TryNext() is { } wanted)
            {
                return wanted;
            }

            if (office.Gateway.TryNext() is { } answered)
            {
                Frame.TryRead<Answer>(answered, out var answer).ShouldBeTrue();
                ((int)answer.Status).ShouldBe(503);
                Encoding.UTF8.GetString(answer.Body).ShouldBe(Unknown);
                return answered;
            }
        }
    }
}
