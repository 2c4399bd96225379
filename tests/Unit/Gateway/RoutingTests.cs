using System.Text;
using Countersign.Core.Catalogue;
using Countersign.Core.Frames;
using Countersign.Core.Names;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Gateway;

public sealed class RoutingTests
{
    private const string Key = "X-MBX-APIKEY: 0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ01";

    [Fact]
    public async Task Hands_a_signed_call_to_the_signer_byte_for_byte()
    {
        await using var world = await GatewayWorld.StartAsync();
        using var bot = world.Connect();
        const string query = "symbol=%42TCUSDT&note=a+b%2fc%2F~'&x=?&empty=&&timestamp=1";
        const string body = "{\"a\":1}&b=%c3%a4\u00e4\0&signature=00";
        await bot.SendAsync("POST", $"/api/v3/order?{query}", body, Key, "X-MBX-TIME-UNIT: microsecond", "Content-Type: application/json");

        var packet = await world.Signer.NextAsync();
        Frame.TryRead<BotCall>(packet, out var call).ShouldBeTrue();
        Encoding.ASCII.GetString(call.Method).ShouldBe("POST");
        Encoding.ASCII.GetString(call.Path).ShouldBe("/api/v3/order");
        Encoding.ASCII.GetString(call.Query).ShouldBe(query);
        Encoding.Latin1.GetString(call.Body).ShouldBe(body);
        Encoding.ASCII.GetString(call.ApiKey).ShouldBe(Key.Split(' ')[1]);
        Encoding.ASCII.GetString(call.TimeUnit).ShouldBe("microsecond");
        Encoding.ASCII.GetString(call.Source).ShouldBe("127.0.0.1");
        world.Courier.HasNothingMore.ShouldBeTrue();
    }

    [Fact]
    public async Task Passes_the_parameters_of_a_delete_that_come_in_the_body_in_pieces()
    {
        await using var world = await GatewayWorld.StartAsync();
        using var bot = world.Connect();
        await bot.SendAsync($"DELETE /api/v3/order HTTP/1.1\r\nHost: localhost\r\n{Key}\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nsymbo\r\n");
        await bot.SendAsync("6\r\nl=AAAB\r\n0\r\n\r\n");

        var packet = await world.Signer.NextAsync();
        Frame.TryRead<BotCall>(packet, out var call).ShouldBeTrue();
        Encoding.ASCII.GetString(call.Method).ShouldBe("DELETE");
        Encoding.ASCII.GetString(call.Body).ShouldBe("symbol=AAAB");
    }

    [Theory]
    [InlineData("/api/v3/depth", HttpVerb.Get)]
    [InlineData("/api/v3/historicalTrades", HttpVerb.Get)]
    public async Task Asks_the_courier_for_public_data_without_credentials(string path, HttpVerb verb)
    {
        await using var world = await GatewayWorld.StartAsync();
        using var bot = world.Connect();
        await bot.SendAsync("GET", $"{path}?symbol=BTCUSDT&timestamp=1&recvWindow=2&limit=5&signature=aa", "", Key, "Accept-Encoding: gzip, br;q=0.5");

        var packet = await world.Courier.NextAsync();
        Frame.TryRead<PublicCall>(packet, out var call).ShouldBeTrue();
        call.Endpoint.ShouldBe(EndpointCatalogue.Find(verb, path).ShouldNotBeNull().Index);
        Encoding.ASCII.GetString(call.Query).ShouldBe("symbol=BTCUSDT&limit=5");
        Encoding.ASCII.GetString(call.AcceptEncoding).ShouldBe("gzip, br;q=0.5");
        call.TimeUnit.Length.ShouldBe(0);
        world.Signer.HasNothingMore.ShouldBeTrue();
    }

    [Theory]
    [InlineData("/api.binance.com/api/v3/time", "/api/v3/time")]
    [InlineData("/api4.binance.com/api/v3/time", "/api/v3/time")]
    [InlineData("/api-gcp.binance.com/api/v3/time", "/api/v3/time")]
    [InlineData("/data-api.binance.vision/api/v3/time", "/api/v3/time")]
    [InlineData("/testnet.binance.vision/api/v3/time", "/api/v3/time")]
    [InlineData("/fapi.binance.com/fapi/v1/time", "/fapi/v1/time")]
    [InlineData("/testnet.binancefuture.com/fapi/v1/time", "/fapi/v1/time")]
    [InlineData("/testnet.binancefuture.com/dapi/v1/time", "/dapi/v1/time")]
    [InlineData("/dapi.binance.com/dapi/v1/time", "/dapi/v1/time")]
    [InlineData("/eapi.binance.com/eapi/v1/time", "/eapi/v1/time")]
    [InlineData("/fapi/v1/time", "/fapi/v1/time")]
    public async Task Finds_a_product_under_its_host(string target, string path)
    {
        await using var world = await GatewayWorld.StartAsync();
        using var bot = world.Connect();
        await bot.SendAsync("GET", target);
        var packet = await world.Courier.NextAsync();
        Frame.TryRead<PublicCall>(packet, out var call).ShouldBeTrue();
        EndpointCatalogue.At(call.Endpoint).ShouldNotBeNull().Path.ShouldBe(path);
    }

    [Theory]
    [InlineData("/api.binance.com/fapi/v1/time")]
    [InlineData("/fapi.binance.com/api/v3/time")]
    [InlineData("/fapi.binance.com/sapi/v1/system/status")]
    [InlineData("/testnet.binance.vision/sapi/v1/system/status")]
    [InlineData("/evil.example/api/v3/time")]
    [InlineData("/API.binance.com/api/v3/time")]
    [InlineData("/api.binance.com/api.binance.com/api/v3/time")]
    [InlineData("/api.binance.com:443/api/v3/time")]
    [InlineData("/api.binance.com.evil.example/api/v3/time")]
    [InlineData("/./api/v3/time")]
    [InlineData("/../api/v3/time")]
    [InlineData("/api/v3/../v3/time")]
    [InlineData("/api/v3/x/../time")]
    [InlineData("/api/v3/%74ime")]
    [InlineData("/api/v3/%2e%2e/v3/time")]
    [InlineData("/api%2fv3/time")]
    [InlineData("//api/v3/time")]
    [InlineData("//api.binance.com/api/v3/time")]
    [InlineData("/api//v3/time")]
    [InlineData("/api/v3/time/")]
    [InlineData("/api/v3/time;a=b")]
    [InlineData("/api/v3/time#a")]
    [InlineData("/API/v3/time")]
    [InlineData("/api/v3\\time")]
    [InlineData("/api/v3/nothing")]
    [InlineData("http://localhost/api/v3/time")]
    [InlineData("/?/api/v3/time")]
    public async Task Refuses_a_target_that_names_no_call(string target)
    {
        await using var world = await GatewayWorld.StartAsync();
        using var bot = world.Connect();
        var answer = await bot.AskAsync("GET", target);
        answer.Status.ShouldBe(401);
        answer.Text.ShouldStartWith("{\"code\":-2015,\"msg\":\"Invalid API-key, IP, or permissions for action. (countersign unknown-endpoint: ");
        answer.Headers["Content-Type"].ShouldBe(["application/json;charset=UTF-8"]);
        world.Courier.HasNothingMore.ShouldBeTrue();
    }

    [Theory]
    [InlineData("live", "/api.binance.com/api/v3/time", true)]
    [InlineData("live", "/testnet.binance.vision/api/v3/time", false)]
    [InlineData("testnet", "/testnet.binance.vision/api/v3/time", true)]
    [InlineData("testnet", "/api.binance.com/api/v3/time", false)]
    public async Task Refuses_a_host_of_another_environment(string exchange, string target, bool passes)
    {
        Exchange.TryParse(exchange, out var parsed, out _).ShouldBeTrue();
        await using var world = await GatewayWorld.StartAsync(exchange: parsed);
        using var bot = world.Connect();
        if (passes)
        {
            await bot.SendAsync("GET", target);
            await world.Courier.NextIdAsync(FrameType.PublicCall);
        }
        else
        {
            (await bot.AskAsync("GET", target)).Text.ShouldContain("unknown-endpoint");
        }
    }

    [Theory]
    [InlineData("HEAD", "/api/v3/time")]
    [InlineData("OPTIONS", "/api/v3/time")]
    [InlineData("OPTIONS", "*")]
    [InlineData("PATCH", "/api/v3/order")]
    [InlineData("TRACE", "/api/v3/order")]
    [InlineData("get", "/api/v3/time")]
    [InlineData("POST", "/api/v3/time")]
    [InlineData("HEAD", "/")]
    [InlineData("CONNECT", "api.binance.com:443")]
    public async Task Refuses_a_method_that_the_call_does_not_have(string method, string target)
    {
        await using var world = await GatewayWorld.StartAsync();
        using var bot = world.Connect();
        (await bot.AskAsync(method, target)).Status.ShouldBe(401);
        world.Courier.HasNothingMore.ShouldBeTrue();
        world.Signer.HasNothingMore.ShouldBeTrue();
    }

    [Theory]
    [InlineData("POST", "/api/v3/userDataStream")]
    [InlineData("POST", "/fapi/v1/listenKey")]
    public async Task Refuses_to_hand_out_a_stream_token(string method, string target)
    {
        await using var world = await GatewayWorld.StartAsync();
        using var bot = world.Connect();
        (await bot.AskAsync(method, target, "", Key)).Text.ShouldContain("stream-not-passed");
    }

    [Fact]
    public async Task Refuses_to_become_another_protocol()
    {
        await using var world = await GatewayWorld.StartAsync();
        using var bot = world.Connect();
        var answer = await bot.AskAsync("GET", "/ws-api/v3", "", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13");
        answer.Text.ShouldContain("stream-not-passed");
    }

    [Theory]
    [InlineData("bad-key-format", "X-MBX-APIKEY: a", "X-MBX-APIKEY: b")]
    [InlineData("illegal-characters", "X-MBX-TIME-UNIT: SECOND")]
    [InlineData("illegal-characters", "X-MBX-TIME-UNIT: MICROSECOND", "X-MBX-TIME-UNIT: MICROSECOND")]
    public async Task Refuses_headers_without_a_single_meaning(string code, params string[] headers)
    {
        await using var world = await GatewayWorld.StartAsync();
        using var bot = world.Connect();
        (await bot.AskAsync("GET", "/api/v3/account?timestamp=1&signature=0", "", headers)).Text.ShouldContain($"countersign {code}: ");
        world.Signer.HasNothingMore.ShouldBeTrue();
    }

    [Fact]
    public async Task Drops_an_accept_encoding_that_does_not_look_like_one()
    {
        await using var world = await GatewayWorld.StartAsync();
        using var bot = world.Connect();
        await bot.SendAsync("GET", "/api/v3/time", "", "Accept-Encoding: gzip\tX-Evil: 1");
        Frame.TryRead<PublicCall>(await world.Courier.NextAsync(), out var call).ShouldBeTrue();
        call.AcceptEncoding.Length.ShouldBe(0);
    }

    [Fact]
    public async Task Refuses_a_body_beyond_the_limit_and_takes_one_at_it()
    {
        await using var world = await GatewayWorld.StartAsync();
        using (var bot = world.Connect())
        {
            var answer = await bot.AskAsync("POST", "/api/v3/order", new string('a', (16 * 1024) + 1), Key);
            answer.Status.ShouldBe(400);
            answer.Text.ShouldContain("request-too-long");
        }

        using var other = world.Connect();
        await other.SendAsync("POST", "/api/v3/order?" + new string('q', 8 * 1024), new string('a', 16 * 1024), Key);
        var packet = await world.Signer.NextAsync();
        Frame.TryRead<BotCall>(packet, out var call).ShouldBeTrue();
        call.Body.Length.ShouldBe(16 * 1024);
        call.Query.Length.ShouldBe(8 * 1024);
    }

    [Fact]
    public async Task Says_what_it_is_at_the_root()
    {
        await using var world = await GatewayWorld.StartAsync(linked: false);
        using var bot = world.Connect();
        var answer = await bot.AskAsync("GET", "/");
        answer.Status.ShouldBe(200);
        answer.Text.ShouldContain("Countersign gateway");
        answer.Headers["Content-Type"].ShouldBe(["text/plain;charset=UTF-8"]);
        answer.Headers.Contains("Server").ShouldBeFalse();
    }
}
