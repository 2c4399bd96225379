using Countersign.Signer.Enforcement;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Signer.Lanes;

public sealed class SlowLaneTests
{
    [Fact]
    public async Task An_owner_with_much_to_sign_does_not_hold_up_one_with_little()
    {
        using var lane = new SlowLane(threads: 1);
        using var gate = new ManualResetEventSlim();
        var order = new List<string>();
        lane.Add(new TestWork("first", _ => gate.Wait(TestContext.Current.CancellationToken)));
        TestWork[] many = [.. Enumerable.Range(0, 50).Select(_ => new TestWork("many", Note))];
        var few = new TestWork("few", Note);
        foreach (var work in many)
        {
            lane.Add(work);
        }

        lane.Add(few);
        gate.Set();
        await Task.WhenAll([few.Fate, .. many.Select(static work => work.Fate)]);

        order.IndexOf("few").ShouldBeLessThanOrEqualTo(1, "it is its turn after one of the others at most");
        order.Count.ShouldBe(51);

        void Note(TestWork work) => order.Add(work.Owner.Value);
    }

    [Fact]
    public async Task What_waits_beyond_the_limit_is_turned_away_and_only_that()
    {
        using var lane = new SlowLane(threads: 1);
        using var gate = new ManualResetEventSlim();
        using var started = new ManualResetEventSlim();
        lane.Add(new TestWork("first", _ =>
        {
            started.Set();
            gate.Wait(TestContext.Current.CancellationToken);
        }));
        started.Wait(TestContext.Current.CancellationToken);
        TestWork[] taken = [.. Enumerable.Range(0, SlowLane.MaxPerOwner).Select(static _ => new TestWork("flood", static _ => { }))];
        foreach (var work in taken)
        {
            lane.Add(work);
        }

        var beyond = new TestWork("flood", static _ => { });
        var other = new TestWork("other", static _ => { });
        lane.Add(beyond);
        lane.Add(other);
        gate.Set();

        (await beyond.Fate).ShouldBe("turned away");
        (await other.Fate).ShouldBe("signed");
        (await Task.WhenAll(taken.Select(static work => work.Fate))).ShouldAllBe(static fate => fate == "signed");
    }
}
