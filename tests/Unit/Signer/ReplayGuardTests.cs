using Countersign.Core.Catalogue;
using Countersign.Signer.Enforcement;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Signer;

public sealed class ReplayGuardTests
{
    private readonly ManualTime _time = new();
    private readonly ReplayGuard _guard;

    public ReplayGuardTests() => _guard = new ReplayGuard(_time, Now);

    private long Now => (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    [Fact]
    public void Takes_nothing_that_a_life_before_it_may_have_signed() => _guard.Floor.ShouldBe(Now + 1_000_000);

    [Fact]
    public void Raises_its_floor_above_all_that_it_forgets()
    {
        Check(1, Now + 5).ShouldBe(Replay.Fresh);
        Check(2, Now + 3).ShouldBe(Replay.Fresh);
        _guard.TryClaim(Key(1)).ShouldBeTrue();
        var highest = Now + 5;
        _time.Advance(TimeSpan.FromMinutes(5));

        // It forgets when it is next asked.
        Check(3, Now).ShouldBe(Replay.Fresh);
        _guard.Floor.ShouldBe(Math.Max(highest + 1, _guard.Floor));
        _guard.Floor.ShouldBeGreaterThan(highest);
        _guard.Floor.ShouldBeLessThanOrEqualTo(Now);
    }

    [Fact]
    public void Forgets_by_the_clock_that_only_goes_forward()
    {
        Check(1, Now).ShouldBe(Replay.Fresh);
        _guard.TryClaim(Key(1)).ShouldBeTrue();

        _time.Step(TimeSpan.FromDays(1));
        Check(1, Now).ShouldBe(Replay.Repeated);
        _time.Step(TimeSpan.FromDays(-2));
        Check(1, Now).ShouldBe(Replay.Repeated);
    }

    [Fact]
    public void Gives_the_right_to_sign_once_and_takes_it_back()
    {
        _guard.TryClaim(Key(1)).ShouldBeFalse();
        Check(1, Now);

        _guard.TryClaim(Key(1)).ShouldBeTrue();
        _guard.TryClaim(Key(1)).ShouldBeFalse();
        _guard.Release(Key(1));
        _guard.TryClaim(Key(1)).ShouldBeTrue();
    }

    [Fact]
    public void Lets_one_of_many_threads_sign()
    {
        for (uint round = 0; round < 200; round++)
        {
            var key = Key(round + 1);
            var won = 0;
            Parallel.For(1, 9, _ =>
            {
                if (_guard.Check(key, SpotEndpoints.NewOrder, Now, out ulong _) == Replay.Fresh && _guard.TryClaim(key))
                {
                    Interlocked.Increment(ref won);
                }
            });
            won.ShouldBe(1);
        }
    }

    [Fact]
    public void Stops_a_bot_that_floods_and_no_other_bot()
    {
        for (uint i = 0; i < ReplayGuard.MaxPerBot; i++)
        {
            Check(i, Now).ShouldBe(Replay.Fresh);
        }

        Check(ReplayGuard.MaxPerBot, Now).ShouldBe(Replay.TooMany);
        Check(0, Now).ShouldBe(Replay.Fresh);
        _guard.Check(new MacKey(2, 1, 0, 0, 0), SpotEndpoints.Account, Now, out _).ShouldBe(Replay.Fresh);

        _time.Advance(TimeSpan.FromSeconds(63));
        Check(ReplayGuard.MaxPerBot, Now).ShouldBe(Replay.Fresh);
    }

    private static MacKey Key(uint number) => new(1, number, 0, 0, 0);

    private Replay Check(uint number, long timestamp) => _guard.Check(Key(number), SpotEndpoints.NewOrder, timestamp, out _);
}
