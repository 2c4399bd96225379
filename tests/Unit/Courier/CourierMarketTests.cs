using System.Text;
using Countersign.Core.Catalogue;
using Countersign.Core.Frames;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Courier;

/// <summary>Clock and prices for the signer.</summary>
public sealed class CourierMarketTests
{
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

        SpinWait.SpinUntil(() => office.Exchange.Requests.Any(request => Symbols(request) == 100), Patience.Limit).ShouldBeTrue();
        SpinWait.SpinUntil(() => office.Exchange.Requests.Any(request => Symbols(request) == 50), Patience.Limit).ShouldBeTrue();
        office.Exchange.Requests.Max(Symbols).ShouldBe(100);
        office.Exchange.Requests.Max(request => request.Target.Length).ShouldBeLessThan(4096);
    }

    [Fact]
    public async Task Asks_again_when_a_stop_by_the_exchange_is_over_and_not_before()
    {
        var time = new ManualTimers();
        await using var office = new Office(_ => RawExchange.Status(429, """{"code":-1003,"msg":"Too many requests."}""", "Retry-After: 50\r\n"), time);
        office.SendSigned(1, 1, SpotEndpoints.NewOrder, Office.Order);
        office.NextAnswer().Status.ShouldBe(429);

        using var second = new FakePeer();
        office.Link(Peer.Signer, 2, second);
        await NextRestOfStopAsync(time, "the clock's");
        second.Channel.Send(new WatchSymbol { Symbol = "BTCUSDT"u8 });
        await NextRestOfStopAsync(time, "one of books and averages");
        await NextRestOfStopAsync(time, "the other");

        office.Exchange.Requests.Count.ShouldBe(1, "the order that was answered with the stop");
    }

    private static int Symbols(RawRequest request) =>
        request.Target.Contains("bookTicker", StringComparison.Ordinal) ? request.Target.Split("%2C").Length : 0;

    // No other timer is of such a length.
    private static async Task NextRestOfStopAsync(ManualTimers time, string whose)
    {
        try
        {
            while (await time.NextAsync() is not { DueTime: var length } || length < TimeSpan.FromSeconds(15) || length > TimeSpan.FromSeconds(50))
            {
            }
        }
        catch (TimeoutException none)
        {
            throw new ShouldAssertException($"{whose} next question does not wait for the end of the stop", none);
        }
    }
}
