using Countersign.Core.Frames;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Gateway;

/// <summary>What a bot is told when one of the other processes ends, and what is done to find out.</summary>
public sealed class FailureTests
{
    private const string Account = "/api/v3/account?timestamp=1&signature=0";

    private const string Unknown =
        "{\"code\":-1007,\"msg\":\"Timeout waiting for response from backend server. Send status unknown; execution status unknown.\"}";

    [Fact]
    public async Task Without_signer_or_courier_the_refusal_comes_at_once()
    {
        await using var world = await GatewayWorld.StartAsync(linked: false);
        using var bot = world.Connect();
        ShouldRefuse(await bot.AskAsync("GET", Account), "signer-gone");
        ShouldRefuse(await bot.AskAsync("GET", "/api/v3/ping"), "courier-gone");
        world.Link(Peer.Signer, 1);
        ShouldRefuse(await bot.AskAsync("GET", Account), "courier-gone");
    }

    [Theory]
    [InlineData(Peer.Signer)]
    [InlineData(Peer.Courier)]
    public async Task Ends_to_be_joined_anew_when_a_peer_is_gone_and_no_other_comes(Peer peer)
    {
        var time = new ManualTimers();
        await using var world = await GatewayWorld.StartAsync(time);
        (peer == Peer.Signer ? world.Signer : world.Courier).End();
        (await time.NextAsync()).Come();
        await world.Abandoned.WaitAsync(Patience.Limit);
    }

    [Theory]
    [InlineData(Peer.Signer)]
    [InlineData(Peer.Courier)]
    public async Task Stays_when_the_next_life_of_a_peer_has_come(Peer peer)
    {
        var time = new ManualTimers();
        await using var world = await GatewayWorld.StartAsync(time);
        (peer == Peer.Signer ? world.Signer : world.Courier).End();
        var timer = await time.NextAsync();
        world.Link(peer, 2);
        timer.Come();
        world.Abandoned.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_call_that_the_ended_signer_never_handed_over_was_not_sent()
    {
        await using var world = await GatewayWorld.StartAsync();
        using var bot = world.Connect();
        await bot.SendAsync("POST", "/api/v3/order", "symbol=A");
        var id = await world.Signer.NextIdAsync(FrameType.BotCall);
        world.Signer.End();

        Frame.TryRead<Settle>(await world.Courier.NextAsync(), out var settle).ShouldBeTrue();
        settle.Id.ShouldBe(id);
        settle.Generation.ShouldBe(1U);
        world.Courier.Send(new NotReceived { Id = id });
        ShouldRefuse(await bot.ReadAsync(), "signer-gone");
        ShouldRefuse(await bot.AskAsync("GET", Account), "signer-gone");
        world.ShouldBecomeQuiet();
    }

    [Fact]
    public async Task A_call_that_the_ended_signer_handed_over_gets_its_answer()
    {
        await using var world = await GatewayWorld.StartAsync();
        using var bot = world.Connect();
        await bot.SendAsync("POST", "/api/v3/order", "symbol=A");
        var id = await world.Signer.NextIdAsync(FrameType.BotCall);
        world.Signer.End();
        (await world.Courier.NextIdAsync(FrameType.Settle)).ShouldBe(id);
        world.Courier.Answer(id, "{\"orderId\":1}");
        (await bot.ReadAsync()).Text.ShouldBe("{\"orderId\":1}");
    }

    [Fact]
    public async Task The_next_signer_takes_over_for_new_calls_and_knows_nothing_of_old_ones()
    {
        await using var world = await GatewayWorld.StartAsync();
        using var bot = world.Connect();
        await bot.SendAsync("GET", Account);
        var id = await world.Signer.NextIdAsync(FrameType.BotCall);
        world.Signer.End();
        (await world.Courier.NextIdAsync(FrameType.Settle)).ShouldBe(id);
        var next = world.Link(Peer.Signer, 2);
        next.Refuse(id, "unknown-bot", "it never saw this call");

        using var other = world.Connect();
        await other.SendAsync("GET", Account);
        next.Refuse(await next.NextIdAsync(FrameType.BotCall), "signer-locked", "unlock it");
        ShouldRefuse(await other.ReadAsync(), "signer-locked");
        world.Courier.Answer(id, "{}");
        (await bot.ReadAsync()).Text.ShouldBe("{}");
    }

    [Fact]
    public async Task A_call_for_public_data_is_refused_when_the_courier_ends()
    {
        await using var world = await GatewayWorld.StartAsync();
        using var bot = world.Connect();
        await bot.SendAsync("GET", "/api/v3/ping");
        await world.Courier.NextIdAsync(FrameType.PublicCall);
        world.Courier.End();
        ShouldRefuse(await bot.ReadAsync(), "courier-gone");
        world.ShouldBecomeQuiet();
    }

    [Fact]
    public async Task The_signer_is_asked_for_the_outcome_when_there_is_a_courier_again()
    {
        await using var world = await GatewayWorld.StartAsync();
        using var bot = world.Connect();
        await bot.SendAsync("POST", "/api/v3/order", "symbol=A");
        var id = await world.Signer.NextIdAsync(FrameType.BotCall);
        // Half an answer from the first courier must not become half of the second one's.
        world.Courier.Send(new Answer { Id = id, Status = 200, Headers = "x-life: 1\r\n"u8, BodyLength = 6, Body = "abc"u8 });
        world.Courier.End();
        var next = world.Link(Peer.Courier, 2);
        (await world.Signer.NextIdAsync(FrameType.OutcomeAsk)).ShouldBe(id);
        next.Send(new AnswerPart { Id = id, Body = "def"u8 });
        next.Send(new Answer { Id = id, Status = 200, Headers = "x-life: 2\r\n"u8, BodyLength = 6, Body = "whole "u8 });
        var answer = await bot.ReadAsync();
        answer.Text.ShouldBe("whole ");
        answer.Headers["x-life"].ShouldBe(["2"]);
    }

    [Fact]
    public async Task The_signer_is_asked_again_when_that_courier_ends_too()
    {
        await using var world = await GatewayWorld.StartAsync();
        using var bot = world.Connect();
        await bot.SendAsync("POST", "/api/v3/order", "symbol=A");
        var id = await world.Signer.NextIdAsync(FrameType.BotCall);
        world.Courier.End();
        var second = world.Link(Peer.Courier, 2);
        (await world.Signer.NextIdAsync(FrameType.OutcomeAsk)).ShouldBe(id);
        second.End();
        var third = world.Link(Peer.Courier, 3);
        (await world.Signer.NextIdAsync(FrameType.OutcomeAsk)).ShouldBe(id);
        third.Answer(id, "{}");
        (await bot.ReadAsync()).Text.ShouldBe("{}");
    }

    [Fact]
    public async Task A_courier_that_came_later_cannot_say_that_nothing_was_sent()
    {
        await using var world = await GatewayWorld.StartAsync();
        using var bot = world.Connect();
        await bot.SendAsync("POST", "/api/v3/order", "symbol=A");
        var id = await world.Signer.NextIdAsync(FrameType.BotCall);
        world.Courier.End();
        var next = world.Link(Peer.Courier, 2);
        (await world.Signer.NextIdAsync(FrameType.OutcomeAsk)).ShouldBe(id);
        world.Signer.End();
        (await next.NextIdAsync(FrameType.Settle)).ShouldBe(id);
        next.Send(new NotReceived { Id = id });
        var answer = await bot.ReadAsync();
        answer.Status.ShouldBe(503);
        answer.Text.ShouldBe(Unknown);
    }

    [Fact]
    public async Task Nobody_left_to_ask_is_unknown_at_the_deadline()
    {
        var time = new ManualTimers();
        await using var world = await GatewayWorld.StartAsync(time);
        using var bot = world.Connect();
        await bot.SendAsync("POST", "/api/v3/order", "symbol=A");
        await world.Signer.NextIdAsync(FrameType.BotCall);
        var deadline = await time.NextAsync();
        world.Courier.End();
        world.Signer.End();
        deadline.DueTime.ShouldBe(TimeSpan.FromSeconds(20));
        deadline.Come();
        var answer = await bot.ReadAsync();
        answer.Status.ShouldBe(503);
        answer.Text.ShouldBe(Unknown);
        answer.Headers["Content-Type"].ShouldBe(["application/json;charset=UTF-8"]);
        world.ShouldBecomeQuiet();
    }

    [Fact]
    public async Task An_answer_that_stops_in_the_middle_is_unknown_at_the_deadline()
    {
        var time = new ManualTimers();
        await using var world = await GatewayWorld.StartAsync(time);
        using var bot = world.Connect();
        await bot.SendAsync("GET", "/api/v3/ping");
        var id = await world.Courier.NextIdAsync(FrameType.PublicCall);
        world.Courier.Send(new Answer { Id = id, Status = 200, Headers = [], BodyLength = 6, Body = "abc"u8 });
        (await time.NextAsync()).Come();
        (await bot.ReadAsync()).Text.ShouldBe(Unknown);
    }

    [Fact]
    public async Task A_signer_that_does_not_read_is_not_waited_for_longer_than_a_while()
    {
        var time = new ManualTimers();
        await using var world = await GatewayWorld.StartAsync(time, linked: false);
        var (ours, theirs) = Countersign.Channels.Channel.Pair();
        using var stuck = theirs;
        using var filler = new Countersign.Channels.Channel(ours);
        while (filler.TrySend(new OutcomeAsk { Id = 0 }))
        {
            // Its queue is filled before the gateway gets the channel.
        }

        world.Link(Peer.Signer, 1, filler);
        world.Link(Peer.Courier, 1);
        using var bot = world.Connect();
        await bot.SendAsync("GET", Account);
        for (var attempt = 1; attempt < 50; attempt++)
        {
            (await time.NextAsync()).Come();
        }

        ShouldRefuse(await bot.ReadAsync(), "busy");
    }

    [Theory]
    [InlineData("too much body")]
    [InlineData("too long a body")]
    [InlineData("a part too many")]
    [InlineData("status of an interim answer")]
    [InlineData("header without a name")]
    [InlineData("header with a line break")]
    [InlineData("a frame of another channel")]
    [InlineData("an unknown refusal")]
    public async Task A_frame_that_no_honest_courier_sends_ends_its_channel(string kind)
    {
        await using var world = await GatewayWorld.StartAsync();
        using var bot = world.Connect();
        await bot.SendAsync("GET", "/api/v3/ping");
        var id = await world.Courier.NextIdAsync(FrameType.PublicCall);
        switch (kind)
        {
            case "too much body":
                world.Courier.Send(new Answer { Id = id, Status = 200, Headers = [], BodyLength = 2, Body = "abc"u8 });
                break;
            case "too long a body":
                world.Courier.Send(new Answer { Id = id, Status = 200, Headers = [], BodyLength = (32 * 1024 * 1024) + 1, Body = [] });
                break;
            case "a part too many":
                world.Courier.Send(new Answer { Id = id, Status = 200, Headers = [], BodyLength = 4, Body = "ab"u8 });
                world.Courier.Send(new AnswerPart { Id = id, Body = "cde"u8 });
                break;
            case "status of an interim answer":
                world.Courier.Answer(id, "", status: 101);
                break;
            case "header without a name":
                world.Courier.Answer(id, "", headers: ": a\r\n");
                break;
            case "header with a line break":
                world.Courier.Answer(id, "", headers: "a: b\nc: d\r\n");
                break;
            case "an unknown refusal":
                world.Courier.Refuse(id, "no-such-code", "");
                break;
            default:
                world.Courier.Send(new OutcomeAsk { Id = id });
                break;
        }

        ShouldRefuse(await bot.ReadAsync(), "courier-gone");
        await world.Courier.Ended;
    }

    [Fact]
    public async Task Refuses_more_calls_at_once_than_one_address_may_have()
    {
        // None of them reaches its deadline, however long all of them take.
        await using var world = await GatewayWorld.StartAsync(new ManualTimers());
        var bots = new List<RawBot>();
        var ids = new List<ulong>();
        for (var i = 0; i < 256; i++)
        {
            var bot = world.Connect();
            await bot.SendAsync("GET", "/api/v3/ping");
            bots.Add(bot);
            ids.Add(await world.Courier.NextIdAsync(FrameType.PublicCall));
        }

        using var oneMore = world.Connect();
        var answer = await oneMore.AskAsync("GET", "/api/v3/ping");
        answer.Status.ShouldBe(429);
        answer.Text.ShouldContain("-1003");
        answer.Headers["Retry-After"].ShouldBe(["1"]);

        // Market data in the way of nothing: an order still finds room.
        await oneMore.SendAsync("DELETE", "/api/v3/order", "symbol=A");
        world.Courier.Answer(await world.Signer.NextIdAsync(FrameType.BotCall), "{}");
        (await oneMore.ReadAsync()).Status.ShouldBe(200);

        ids.ForEach(id => world.Courier.Answer(id, "{}"));
        foreach (var bot in bots)
        {
            (await bot.ReadAsync()).Status.ShouldBe(200);
            bot.Dispose();
        }
    }

    private static void ShouldRefuse(RawAnswer answer, string code)
    {
        answer.Status.ShouldBe(400);
        answer.Text.ShouldStartWith("{\"code\":-1016,");
        answer.Text.ShouldContain($"countersign {code}: ");
    }
}
