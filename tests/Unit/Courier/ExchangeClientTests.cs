using System.Net;
using System.Net.Sockets;
using System.Text;
using Countersign.Core.Catalogue;
using Countersign.Core.Names;
using Countersign.Courier.Limits;
using Countersign.Courier.Wire;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Courier;

public sealed class ExchangeClientTests
{
    private const string Query = "symbol=BTC%7eUSDT&a=%41%e5&b=[1]'\"&timestamp=1&signature=aGVsbG8%2Bd29ybGQ%3D";

    [Fact]
    public async Task Sends_the_bytes_that_were_signed_and_nothing_that_was_not_asked_for()
    {
        using var exchange = new RawExchange(_ => RawExchange.Ok("{}"));
        using var client = Client(exchange.Exchange);

        await client.Send(Request(SpotEndpoints.NewOrder, timeUnit: "MICROSECOND"));

        exchange.Requests.Single().Text.ShouldBe(
            $"POST /api/v3/order?{Query} HTTP/1.1\r\n"
            + $"Host: 127.0.0.1:{exchange.Port}\r\n"
            + "User-Agent: countersign\r\nX-MBX-APIKEY: theRealKeyId0123456789\r\nX-MBX-TIME-UNIT: MICROSECOND\r\nContent-Length: 0\r\n\r\n");
    }

    [Theory]
    [InlineData("POST", "/api/v3/order")]
    [InlineData("DELETE", "/api/v3/order")]
    [InlineData("PUT", "/api/v3/order/amend/keepPriority")]
    public async Task Sends_once_what_a_kept_connection_swallowed(string method, string path)
    {
        var count = 0;
        using var exchange = new RawExchange(_ => Interlocked.Increment(ref count) == 1 ? RawExchange.Ok("{}") : null);
        using var client = Client(exchange.Exchange);
        var request = Request(Find(method, path));

        (await client.Send(request)).ShouldBeOfType<Delivery.Answered>();
        (await client.Send(request)).ShouldBeOfType<Delivery.Unanswered>();

        exchange.Requests.Select(sent => (sent.Connection, sent.Method)).ShouldBe([(1, method), (1, method)]);
    }

    [Theory]
    [InlineData("POST", "/api/v3/order")]
    [InlineData("DELETE", "/api/v3/order")]
    public async Task Sends_once_what_a_new_connection_swallowed(string method, string path)
    {
        using var exchange = new RawExchange(_ => null);
        using var client = Client(exchange.Exchange);

        (await client.Send(Request(Find(method, path)))).ShouldBeOfType<Delivery.Unanswered>();

        exchange.Requests.Count.ShouldBe(1);
    }

    // The danger is real: without a body that has begun, .NET sends again. A read may be.
    [Fact]
    public async Task A_read_that_a_kept_connection_swallowed_goes_over_another()
    {
        var count = 0;
        using var exchange = new RawExchange(_ => Interlocked.Increment(ref count) == 2 ? null : RawExchange.Ok("{}"));
        using var client = Client(exchange.Exchange);
        var request = Request(SpotEndpoints.QueryOrder);

        await client.Send(request);
        (await client.Send(request)).ShouldBeOfType<Delivery.Answered>();

        exchange.Requests.Select(sent => sent.Connection).ShouldBe([1, 1, 2]);
    }

    [Fact]
    public async Task Says_that_nothing_was_sent_when_nobody_listens()
    {
        using var unused = new TcpListener(IPAddress.Loopback, 0);
        unused.Start();
        var port = ((IPEndPoint)unused.LocalEndpoint).Port;
        unused.Stop();
        using var client = Client(RawExchange.At($"http://127.0.0.1:{port}"));

        (await client.Send(Request(SpotEndpoints.NewOrder))).ShouldBeOfType<Delivery.NotSent>().Reason.ShouldContain("connection failed");
        (await client.Send(Request(SpotEndpoints.QueryOrder))).ShouldBeOfType<Delivery.NotSent>();
    }

    // How far a connection comes that is reset as soon as it is made is chance, and so is the exception that .NET has for it.
    [Fact]
    public async Task Does_not_throw_when_connections_are_reset()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var resets = Task.Run(async () =>
        {
            while (true)
            {
                using var peer = await listener.AcceptSocketAsync();
                peer.LingerState = new LingerOption(enable: true, seconds: 0);
            }
        });
        using var client = Client(RawExchange.At($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"));

        for (var i = 0; i < 100; i++)
        {
            (await client.Send(Request(i % 2 == 0 ? SpotEndpoints.NewOrder : SpotEndpoints.QueryOrder))).ShouldNotBeOfType<Delivery.Answered>();
        }

        listener.Stop();
        await Should.ThrowAsync<Exception>(resets);
    }

    [Fact]
    public async Task Says_that_nothing_was_sent_when_tls_fails()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var speaksNoTls = Task.Run(async () =>
        {
            using var peer = await listener.AcceptTcpClientAsync();
            await peer.GetStream().WriteAsync("HTTP/1.1 400 no\r\n\r\n"u8.ToArray());
        });
        using var client = Client(RawExchange.At($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"));

        (await client.Send(Request(SpotEndpoints.NewOrder))).ShouldBeOfType<Delivery.NotSent>().Reason.ShouldContain("TLS");
        await speaksNoTls;
    }

    [Fact]
    public async Task Does_not_know_when_the_answer_takes_too_long()
    {
        using var exchange = new RawExchange(_ => RawExchange.Hangs);

        (await SendImpatiently(exchange)).ShouldBeOfType<Delivery.Unanswered>();

        exchange.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Does_not_know_when_the_answer_stops_in_the_middle()
    {
        using var exchange = new RawExchange(_ => "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{");

        (await SendImpatiently(exchange)).ShouldBeOfType<Delivery.Unanswered>();

        exchange.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 33554433\r\n\r\n")]
    [InlineData("HTTP/1.1 two hundred\r\n\r\n")]
    [InlineData("nonsense\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    public async Task An_answer_that_is_none_leaves_the_outcome_unknown(string answer)
    {
        using var exchange = new RawExchange(_ => answer + (char)0);
        using var client = Client(exchange.Exchange);

        (await client.Send(Request(SpotEndpoints.NewOrder))).ShouldBeOfType<Delivery.Unanswered>();

        exchange.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Headers_without_end_leave_the_outcome_unknown()
    {
        using var exchange = new RawExchange(_ => $"HTTP/1.1 200 OK\r\nX-Long: {new string('a', 40_000)}\r\n\r\n");
        using var client = Client(exchange.Exchange);

        (await client.Send(Request(SpotEndpoints.NewOrder))).ShouldBeOfType<Delivery.Unanswered>();
    }

    [Fact]
    public async Task Follows_no_redirect_and_keeps_no_cookie()
    {
        using var exchange = new RawExchange(_ => RawExchange.Status(302, "{}", "Location: /elsewhere\r\nSet-Cookie: a=b\r\n"));
        using var client = Client(exchange.Exchange);

        (await client.Send(Request(SpotEndpoints.QueryOrder))).ShouldBeOfType<Delivery.Answered>().Answer.Status.ShouldBe((ushort)302);
        await client.Send(Request(SpotEndpoints.QueryOrder));

        exchange.Requests.Count.ShouldBe(2);
        exchange.Requests.ShouldAllBe(request => request.Header("Cookie") == null);
    }

    [Fact]
    public async Task Passes_the_listed_headers_and_no_other()
    {
        using var exchange = new RawExchange(_ => RawExchange.Ok("{}",
            "X-MBX-USED-WEIGHT-1M: 7\r\nX-SAPI-USED-IP-WEIGHT-1M: 3\r\nRetry-After: 9\r\nSet-Cookie: a=b\r\nServer: nginx\r\nX-MBX-ODD: a\u0001b\r\nX-Cache: hit\r\n"));
        using var client = Client(exchange.Exchange);

        var answer = (await client.Send(Request(SpotEndpoints.QueryOrder))).ShouldBeOfType<Delivery.Answered>().Answer;

        Encoding.ASCII.GetString(answer.Headers).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal).ShouldBe(
        [
            "content-type: application/json;charset=UTF-8", "retry-after: 9", "x-mbx-used-weight-1m: 7", "x-sapi-used-ip-weight-1m: 3",
        ]);
        answer.UsedWeight.ShouldBe(7);
        answer.RetryAfter.ShouldBe(TimeSpan.FromSeconds(9));
    }

    [Theory]
    [InlineData("a=1 HTTP/1.1")]
    [InlineData("a=1\r\nX: y")]
    [InlineData("a=1#b")]
    [InlineData("a=\u00e9")]
    public void Takes_no_query_that_could_change_the_request(string query) =>
        ExchangeRequest.TryCreate(SpotEndpoints.NewOrder, Encoding.Latin1.GetBytes(query), [], [], [], out _).ShouldBeFalse();

    [Fact]
    public void Takes_no_header_value_that_could_add_a_header() =>
        ExchangeRequest.TryCreate(SpotEndpoints.NewOrder, "a=1"u8, "key\r\nX: y"u8, [], [], out _).ShouldBeFalse();

    // The request's patience ends once the exchange has it.
    private static async Task<Delivery> SendImpatiently(RawExchange exchange)
    {
        var time = new ManualTimers();
        using var client = new ExchangeClient(new Origins(exchange.Exchange), new HostLimits(time), time, maxConnections: 4);
        var sent = client.Send(Request(SpotEndpoints.NewOrder).With(TimeSpan.FromSeconds(3)));
        var patience = await time.NextAsync();
        patience.DueTime.ShouldBe(TimeSpan.FromSeconds(3));
        SpinWait.SpinUntil(() => exchange.Requests.Count == 1, Patience.Limit).ShouldBeTrue();

        patience.Come();
        return await sent;
    }

    private static ExchangeClient Client(Exchange exchange) =>
        new(new Origins(exchange), new HostLimits(TimeProvider.System), TimeProvider.System, maxConnections: 4);

    private static Endpoint Find(string method, string path)
    {
        HttpVerbs.TryParse(method, out var verb).ShouldBeTrue();
        return EndpointCatalogue.Find(verb, path).ShouldNotBeNull();
    }

    private static ExchangeRequest Request(Endpoint endpoint, string timeUnit = "")
    {
        ExchangeRequest.TryCreate(
            endpoint, Encoding.ASCII.GetBytes(Query), "theRealKeyId0123456789"u8, Encoding.ASCII.GetBytes(timeUnit), [], out var request).ShouldBeTrue();
        return request;
    }
}
