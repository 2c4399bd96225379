using System.Text;
using Countersign.Core.Frames;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Gateway;

public sealed class AnswerTests
{
    private const string Account = "/api/v3/account?timestamp=1&signature=0";

    [Fact]
    public async Task Gives_the_exchanges_answer_back_byte_for_byte()
    {
        await using var world = await GatewayWorld.StartAsync();
        using var bot = world.Connect();
        await bot.SendAsync("GET", Account);
        var id = await world.Signer.NextIdAsync(FrameType.BotCall);

        var body = new byte[200_000];
        new Random(1).NextBytes(body);
        const string headers = "x-mbx-used-weight-1m: 12\r\nX-MBX-ORDER-COUNT-10S:1\r\nContent-Type: application/json;charset=UTF-8\r\n"
            + "x-note: caf\u00e9\r\nx-two: a\r\nx-two: b\r\nretry-after: 7\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n";
        world.Courier.Send(new Answer { Id = id, Status = 418, Headers = Encoding.Latin1.GetBytes(headers), BodyLength = 200_000, Body = body.AsSpan(0, 60_000) });
        world.Courier.Send(new AnswerPart { Id = id, Body = body.AsSpan(60_000, 60_000) });
        world.Courier.Send(new AnswerPart { Id = id, Body = [] });
        world.Courier.Send(new AnswerPart { Id = id, Body = body.AsSpan(120_000, 60_000) });
        world.Courier.Send(new AnswerPart { Id = id, Body = body.AsSpan(180_000) });

        var answer = await bot.ReadAsync();
        answer.Status.ShouldBe(418);
        answer.Body.ShouldBe(body);
        answer.Headers["x-mbx-used-weight-1m"].ShouldBe(["12"]);
        answer.Headers["X-MBX-ORDER-COUNT-10S"].ShouldBe(["1"]);
        answer.Headers["x-note"].ShouldBe(["caf\u00e9"]);
        answer.Headers["x-two"].ShouldBe(["a", "b"]);
        answer.Headers["Retry-After"].ShouldBe(["7"]);
        answer.Headers["Content-Length"].ShouldBe(["200000"]);
        answer.Headers.Contains("Transfer-Encoding").ShouldBeFalse();
        answer.Headers.Contains("Connection").ShouldBeFalse();
    }

    [Theory]
    [InlineData(200, "")]
    [InlineData(204, "")]
    [InlineData(304, "")]
    [InlineData(503, "{}")]
    public async Task Keeps_the_connection_after_an_answer_of_any_status(int status, string body)
    {
        await using var world = await GatewayWorld.StartAsync();
        using var bot = world.Connect();
        for (var i = 0; i < 2; i++)
        {
            await bot.SendAsync("GET", "/api/v3/ping");
            world.Courier.Answer(await world.Courier.NextIdAsync(FrameType.PublicCall), body, status);
            var answer = await bot.ReadAsync();
            answer.Status.ShouldBe(status);
            answer.Text.ShouldBe(body);
        }
    }

    [Fact]
    public async Task Writes_the_signers_refusal_in_the_exchanges_error_shape()
    {
        await using var world = await GatewayWorld.StartAsync();
        using var bot = world.Connect();
        await bot.SendAsync("POST", "/api/v3/order", "symbol=A");
        world.Signer.Refuse(await world.Signer.NextIdAsync(FrameType.BotCall), "max-notional", "order notional 1200 USDT exceeds the limit of 1000 USDT");
        var answer = await bot.ReadAsync();
        answer.Status.ShouldBe(400);
        answer.Text.ShouldBe("{\"code\":-2010,\"msg\":\"countersign max-notional: order notional 1200 USDT exceeds the limit of 1000 USDT\"}");
        answer.Headers["Content-Type"].ShouldBe(["application/json;charset=UTF-8"]);
        answer.Headers.Contains("Retry-After").ShouldBeFalse();
    }

    [Fact]
    public async Task Tells_the_bot_when_to_come_again()
    {
        await using var world = await GatewayWorld.StartAsync();
        using var bot = world.Connect();
        await bot.SendAsync("GET", "/api/v3/ping");
        world.Courier.Refuse(await world.Courier.NextIdAsync(FrameType.PublicCall), "rate-stop", "the exchange asked for a pause", retryAfter: 33);
        var answer = await bot.ReadAsync();
        answer.Status.ShouldBe(429);
        answer.Text.ShouldContain("-1003");
        answer.Headers["Retry-After"].ShouldBe(["33"]);
    }

    [Fact]
    public async Task Gives_each_of_many_calls_its_own_answer()
    {
        await using var world = await GatewayWorld.StartAsync();
        const int count = 100;
        var bots = Enumerable.Range(0, count).Select(_ => world.Connect()).ToArray();
        foreach (var (number, bot) in bots.Index())
        {
            await bot.SendAsync("GET", $"/api/v3/account?n={number}");
        }

        var calls = new List<(ulong Id, string Query)>();
        for (var i = 0; i < count; i++)
        {
            Frame.TryRead<BotCall>(await world.Signer.NextAsync(), out var call).ShouldBeTrue();
            calls.Add((call.Id, Encoding.ASCII.GetString(call.Query)));
        }

        new Random(2).Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(calls));
        foreach (var (id, query) in calls)
        {
            world.Courier.Answer(id, query);
        }

        foreach (var (number, bot) in bots.Index())
        {
            (await bot.ReadAsync()).Text.ShouldBe($"n={number}");
            bot.Dispose();
        }

        world.ShouldBecomeQuiet();
    }

    [Fact]
    public async Task The_first_of_two_answers_counts_and_one_for_nobody_is_dropped()
    {
        await using var world = await GatewayWorld.StartAsync();
        using var bot = world.Connect();
        await bot.SendAsync("GET", Account);
        var id = await world.Signer.NextIdAsync(FrameType.BotCall);
        world.Courier.Answer(id + 1, "nobody's");
        world.Courier.Send(new AnswerPart { Id = id, Body = "a part without a head"u8 });
        world.Courier.Send(new NotReceived { Id = id });
        world.Courier.Send(new Answer { Id = id, Status = 200, Headers = [], BodyLength = 4, Body = "fi"u8 });
        world.Courier.Answer(id, "second");
        world.Courier.Send(new AnswerPart { Id = id, Body = "ne"u8 });
        (await bot.ReadAsync()).Text.ShouldBe("fine");

        // The channel is still good.
        await bot.SendAsync("GET", "/api/v3/ping");
        world.Courier.Answer(await world.Courier.NextIdAsync(FrameType.PublicCall), "{}");
        (await bot.ReadAsync()).Text.ShouldBe("{}");
    }

    [Fact]
    public async Task A_bot_that_hangs_up_leaves_nothing_behind()
    {
        await using var world = await GatewayWorld.StartAsync();
        ulong id;
        using (var bot = world.Connect())
        {
            await bot.SendAsync("GET", Account);
            id = await world.Signer.NextIdAsync(FrameType.BotCall);
            world.CallsUnderWay.ShouldBe(1);
        }

        world.ShouldBecomeQuiet();
        world.Courier.Answer(id, "late");
        using var next = world.Connect();
        await next.SendAsync("GET", Account);
        world.Courier.Answer(await world.Signer.NextIdAsync(FrameType.BotCall), "own");
        (await next.ReadAsync()).Text.ShouldBe("own");
    }

    [Fact]
    public async Task A_signer_speaks_for_its_own_calls_only()
    {
        await using var world = await GatewayWorld.StartAsync();
        using var bot = world.Connect();
        await bot.SendAsync("GET", "/api/v3/ping");
        var id = await world.Courier.NextIdAsync(FrameType.PublicCall);
        world.Signer.Refuse(id, "max-notional", "not its call");
        using var other = world.Connect();
        await other.SendAsync("GET", Account);
        world.Signer.Refuse(await world.Signer.NextIdAsync(FrameType.BotCall), "unknown-bot", "no such bot");
        (await other.ReadAsync()).Text.ShouldContain("unknown-bot");
        world.Courier.Answer(id, "{}");
        (await bot.ReadAsync()).Text.ShouldBe("{}");
    }
}
