using System.Globalization;
using System.Net;
using Shouldly;
using Xunit;

namespace Countersign.EndToEnd.Sandbox;

/// <summary>Weights, order counts, 429 and 418, and the faults that a test may order.</summary>
public sealed class SandboxLimitTests
{
    private const string Order = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.001&price=50000";

    [Fact]
    public async Task Tells_the_weight_used_and_charges_nothing_for_an_order_that_is_taken()
    {
        await using var world = await SandboxWorld.StartAsync();
        await BeginMinuteAsync(world);

        var depth = await world.Client.GetAsync("/api/v3/depth?symbol=BTCUSDT&limit=1000");
        var placed = await world.Client.OrderAsync(Order);
        var refused = await world.Client.OrderAsync(Order + "&newClientOrderId=%20");

        depth.Header("X-MBX-USED-WEIGHT-1M").ShouldBe("50");
        placed.Header("X-MBX-USED-WEIGHT-1M").ShouldBe("50");
        refused.Header("X-MBX-USED-WEIGHT").ShouldBe("51");
        placed.Header("X-MBX-ORDER-COUNT-10S").ShouldBe("1");
        placed.Header("X-MBX-ORDER-COUNT-1D").ShouldBe("1");
    }

    [Fact]
    public async Task Refuses_over_the_weight_and_bans_who_does_not_listen()
    {
        await using var world = await SandboxWorld.StartAsync();
        await BeginMinuteAsync(world);
        await world.Control.SetLimitsAsync(weightPerMinute: 20);
        await world.Client.GetAsync("/api/v3/exchangeInfo?symbol=BTCUSDT");

        var limited = await world.Client.GetAsync("/api/v3/time");
        var answers = new List<RawAnswer>();
        for (var i = 0; i < 30; i++)
        {
            answers.Add(await world.Client.GetAsync("/api/v3/time"));
        }

        limited.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        limited.Code.ShouldBe(-1003);
        int.Parse(limited.Header("Retry-After")!, CultureInfo.InvariantCulture).ShouldBeInRange(1, 60);
        answers[^1].Status.ShouldBe((HttpStatusCode)418);
        answers[^1].Message.ShouldStartWith("Way too much request weight used; IP banned until ");
        int.Parse(answers[^1].Header("Retry-After")!, CultureInfo.InvariantCulture).ShouldBeInRange(60, 121);

        await world.Control.ClearLimitsAsync();
        (await world.Client.GetAsync("/api/v3/time")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Counts_unfilled_orders_only()
    {
        await using var world = await SandboxWorld.StartAsync();
        await world.Control.SetLimitsAsync(ordersPerDay: 2);

        await world.Client.OrderAsync("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.001");
        await world.Client.OrderAsync(Order);
        await world.Client.OrderAsync(Order);
        var refused = await world.Client.OrderAsync(Order);

        refused.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        (refused.Code, refused.Message).ShouldBe((-1015, "Too many new orders; current limit is 2 orders per 1 DAY."));
        refused.Header("Retry-After").ShouldNotBeNull();
    }

    [Theory]
    [InlineData("status-before", 0)]
    [InlineData("status-after", 1)]
    public async Task Answers_5xx_before_or_after_it_has_acted(string kind, int orders)
    {
        await using var world = await SandboxWorld.StartAsync();
        await world.Control.AddFaultAsync(kind, "POST", "/api/v3/order", status: 503);

        var broken = await world.Client.OrderAsync(Order);

        broken.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        broken.Code.ShouldBe(-1000);
        (await world.TraderAsync()).Orders.Count.ShouldBe(orders);
        (await world.Client.OrderAsync(Order)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("drop-before", 0)]
    [InlineData("drop-after", 1)]
    public async Task Drops_the_connection_before_or_after_it_has_acted(string kind, int orders)
    {
        await using var world = await SandboxWorld.StartAsync();
        await world.Control.AddFaultAsync(kind, "POST", "/api/v3/order");

        await Should.ThrowAsync<HttpRequestException>(() => world.Client.OrderAsync(Order));

        (await world.TraderAsync()).Orders.Count.ShouldBe(orders);
    }

    [Fact]
    public async Task Plays_limits_and_echoes_when_told_to()
    {
        await using var world = await SandboxWorld.StartAsync();
        await world.Control.AddFaultAsync("rate-limit-429", path: "/api/v3/time");
        await world.Control.AddFaultAsync("ban-418", path: "/api/v3/time");
        await world.Control.AddFaultAsync("echo");

        (await world.Client.GetAsync("/api/v3/time")).Header("Retry-After").ShouldBe("1");
        (await world.Client.GetAsync("/api/v3/time")).Status.ShouldBe((HttpStatusCode)418);
        (await world.Client.GetAsync("/api/v3/time?signature=abc")).Body.ShouldContain("signature=abc");
        (await world.Client.GetAsync("/api/v3/time")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Tells_what_it_received_byte_for_byte()
    {
        await using var world = await SandboxWorld.StartAsync();

        await world.Client.SendAsync(HttpMethod.Post, "/api/v3/order?symbol=A%42&x=%2f+", "side=BUY"u8.ToArray());
        var received = (await world.Control.ReceivedAsync()).ShouldHaveSingleItem();

        (received.Method, received.Path, received.Query, received.Body).ShouldBe(("POST", "/api/v3/order", "symbol=A%42&x=%2f+", "side=BUY"));
        received.ApiKey.ShouldBe(world.Key.ApiKey);
        received.Parameters.ShouldBe([("symbol", "AB"), ("x", "/ "), ("side", "BUY")]);
        received.Status.ShouldBe(400);
        (await world.Control.ReceivedAsync(received.Sequence)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Counts_nothing_and_refuses_nobody_when_told_to_have_no_limits()
    {
        await using var sandbox = await SandboxProcess.StartAsync(1, quiet: true, "--no-limits");
        await sandbox.Control.SetLimitsAsync(weightPerMinute: 1, ordersPer10s: 1, ordersPerDay: 1);
        await sandbox.Control.OpenAccountAsync("trader", ("USDT", "10000"));
        using var client = RawClient.Hmac(sandbox.Url, await sandbox.Control.CreateHmacKeyAsync("trader", null, "enableSpotAndMarginTrading"));

        await client.OrderAsync(Order);
        await client.GetAsync("/api/v3/depth?symbol=BTCUSDT&limit=1000");
        var placed = await client.OrderAsync(Order);

        placed.Status.ShouldBe(HttpStatusCode.OK);
        placed.Header("X-MBX-USED-WEIGHT-1M").ShouldBe("0");
        placed.Header("X-MBX-ORDER-COUNT-10S").ShouldBe("0");
    }

    [Fact]
    public async Task Asks_for_the_control_token_where_there_is_one()
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            await using var sandbox = await SandboxProcess.StartAsync(1, quiet: true, "--control-token-file", file);
            using var client = new RawClient(sandbox.Url, null, null);

            (await client.GetAsync("/sandbox/clock")).Status.ShouldBe(HttpStatusCode.Unauthorized);
            (await client.SendAsync(HttpMethod.Get, "/sandbox/clock", null, ("Authorization", "Bearer " + await File.ReadAllTextAsync(file))))
                .Status.ShouldBe(HttpStatusCode.OK);
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Moves the exchange's clock to the beginning of a minute, so that no count begins again within the test.</summary>
    private static Task BeginMinuteAsync(SandboxWorld world)
    {
        world.Client.ClockOffsetMilliseconds = 1000 - (DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() % 60_000);
        return world.Control.SetClockAsync(world.Client.ClockOffsetMilliseconds);
    }
}
