using Countersign.Sandbox;
using Countersign.Sandbox.Limits;
using Countersign.Sandbox.Market;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Sandbox;

public sealed class SandboxMarketTests
{
    [Fact]
    public void The_same_seed_and_clock_give_the_same_market()
    {
        var one = Draw(5);

        Draw(5).ShouldBe(one);
        Draw(6).ShouldNotBe(one);
    }

    [Fact]
    public void A_quiet_market_starts_at_its_price_with_both_sides_deep()
    {
        var exchange = new Exchange(new StandingTime(), 1);
        foreach (var market in exchange.Markets.Values)
        {
            var rules = market.Rules;
            market.Tape.LastPrice.ShouldBe(rules.StartPrice);
            market.Book.BestBid.ShouldBe(rules.StartPrice - rules.TickSize);
            market.Book.BestAsk.ShouldBe(rules.StartPrice + rules.TickSize);
            market.Book.Bids.Count().ShouldBe(rules.Levels);
            market.Book.Asks.ShouldAllBe(order => order.Price % rules.TickSize == 0 && order.Quantity % rules.StepSize == 0);
        }
    }

    [Fact]
    public void Candles_repeat_the_close_where_nothing_traded()
    {
        const long minute = 60_000_000;
        Trade[] trades = [new(1, 10, 1, 0, false), new(2, 12, 2, minute / 2, true), new(3, 11, 1, 3 * minute, false)];

        var candles = Candles.Build(trades, minute, start: 0, end: 3 * minute, limit: 10);

        candles.Select(static candle => (candle.Open, candle.High, candle.Low, candle.Close, candle.Volume)).ShouldBe(
            [(10m, 12m, 10m, 12m, 3m), (12m, 12m, 12m, 12m, 0m), (12m, 12m, 12m, 12m, 0m), (11m, 11m, 11m, 11m, 1m)]);
        candles[0].TakerBuyVolume.ShouldBe(1m);
        Candles.Build(trades, minute, start: null, end: 3 * minute, limit: 2).Count.ShouldBe(2);
    }

    [Fact]
    public void The_average_price_is_weighted_by_volume_and_falls_back_to_the_last()
    {
        const long minute = 60_000_000;
        var tape = new Tape(averageMinutes: 5);
        tape.Add(10m, 3m, 10 * minute, isBuyerMaker: false);
        tape.Add(20m, 1m, 11 * minute, isBuyerMaker: false);

        tape.AveragePrice(12 * minute).ShouldBe(12.5m);
        tape.AveragePrice(60 * minute).ShouldBe(20m);
    }

    [Fact]
    public void A_count_begins_again_with_the_interval_of_the_clock()
    {
        var counter = new IntervalCounter(10);
        counter.Add(19_999, 7);

        counter.Read(19_999).ShouldBe(7);
        counter.SecondsLeft(19_999).ShouldBe(1);
        counter.Read(20_000).ShouldBe(0);
        counter.SecondsLeft(20_000).ShouldBe(10);
    }

    private static string Draw(ulong seed)
    {
        var exchange = new Exchange(new StandingTime(), seed);
        for (var i = 0; i < 10; i++)
        {
            exchange.Step();
        }

        return string.Join(' ', exchange.Markets.Values.SelectMany(static market =>
            market.Tape.Trades.TakeLast(50).Select(static trade => trade.ToString())
                .Concat(market.Book.Asks.Select(static order => $"{order.Price}*{order.Quantity}"))));
    }
}
