using Shouldly;
using Xunit;

namespace Countersign.Unit.Signer;

public sealed class MarketTests : IDisposable
{
    private const string Market = "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.01";
    private const string Maker = "symbol=BTCUSDT&side=BUY&type=LIMIT_MAKER&quantity=0.01&price=50000";

    private readonly SignerWorld _world;
    private readonly TestBot _bot;

    public MarketTests() => _world = SignerWorld.Trading(out _bot);

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData(5_000, "sent")]
    [InlineData(5_001, "market-facts-unfit")]
    public void Refuses_what_takes_liquidity_once_the_facts_are_old(int milliseconds, string word)
    {
        _world.Time.Advance(TimeSpan.FromMilliseconds(milliseconds));

        _world.Order(_bot, Market).Word.ShouldBe(word);
        _world.Order(_bot, Maker).Word.ShouldBe("sent");
        _world.Call(_bot, "DELETE", "/api/v3/order", "symbol=BTCUSDT&orderId=1").Word.ShouldBe("sent");
    }

    [Fact]
    public void A_step_of_the_clock_makes_no_fact_younger()
    {
        _world.Time.Advance(TimeSpan.FromSeconds(20));
        _world.Time.Step(TimeSpan.FromSeconds(-20));
        _world.SyncCourier();

        _world.Order(_bot, Market).Word.ShouldBe("market-facts-unfit");
    }

    [Theory]
    [InlineData(0, 50_010, 50_000, 0, 0)]
    [InlineData(49_990, 0, 50_000, 0, 0)]
    [InlineData(49_990, 50_010, 0, 0, 0)]
    [InlineData(50_010, 49_990, 50_000, 0, 0)]
    [InlineData(-1, 50_010, 50_000, 0, 0)]
    [InlineData(49_990, 50_010, 50_000, 5_001, 0)]
    [InlineData(49_990, 50_010, 50_000, 0, 30_001)]
    [InlineData(49_990, 50_010, 50_000, uint.MaxValue, uint.MaxValue)]
    public void Refuses_to_judge_by_torn_empty_or_old_facts(double bid, double ask, double average, uint bookAge, uint averageAge)
    {
        _world.Market("BTCUSDT", (decimal)bid, (decimal)ask, (decimal)average, bookAge, averageAge);

        var verdict = _world.Order(_bot, Market);
        verdict.Word.ShouldBe("market-facts-unfit");
        verdict.RetryAfter.ShouldBe(1u);
    }

    [Fact]
    public void Survives_the_most_absurd_prices()
    {
        _world.Market("BTCUSDT", 1, decimal.MaxValue, decimal.MaxValue);
        _world.Order(_bot, "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=10").Word.ShouldBe("number-overflow");
        _world.Market("BTCUSDT", 0.0000000000000000000000000001m, 0.0000000000000000000000000002m, 0.0000000000000000000000000001m);
        _world.Order(_bot, Market).Word.ShouldBe("sent");
    }

    [Fact]
    public void Judges_by_the_newest_facts()
    {
        _world.Market("BTCUSDT", 199_990m, 200_010m, 200_000m);
        _world.Order(_bot, Market).Word.ShouldBe("max-notional");
    }
}
