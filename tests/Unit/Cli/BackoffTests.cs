using Countersign.Cli.Supervision;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Cli;

public sealed class BackoffTests
{
    private readonly HandClock _clock = new();

    [Fact]
    public void Starts_again_at_once_after_the_first_end()
    {
        var backoff = new Backoff(_clock);
        backoff.Ended().ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Waits_longer_and_longer_between_short_lives_up_to_a_limit_and_then_gives_up()
    {
        var backoff = new Backoff(_clock);
        var waits = Enumerable.Range(0, Backoff.MaxShortLives).Select(_ => Live(backoff, TimeSpan.FromSeconds(1))).ToList();
        waits[0].ShouldBe(TimeSpan.Zero);
        waits[1].ShouldBe(TimeSpan.FromMilliseconds(100));
        waits[2].ShouldBe(TimeSpan.FromMilliseconds(200));
        waits[^2].ShouldBe(TimeSpan.FromSeconds(10));
        waits[^1].ShouldBeNull();
    }

    [Fact]
    public void A_life_that_lasted_wipes_the_slate()
    {
        var backoff = new Backoff(_clock);
        for (var i = 0; i < Backoff.MaxShortLives - 1; i++)
        {
            Live(backoff, TimeSpan.FromSeconds(1)).ShouldNotBeNull();
        }

        Live(backoff, TimeSpan.FromMinutes(1)).ShouldBe(TimeSpan.Zero);
        Live(backoff, TimeSpan.FromSeconds(1)).ShouldBe(TimeSpan.Zero);
    }

    private TimeSpan? Live(Backoff backoff, TimeSpan life)
    {
        backoff.Started();
        _clock.Now += life;
        return backoff.Ended();
    }

    private sealed class HandClock : TimeProvider
    {
        internal TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
