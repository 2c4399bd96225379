using Countersign.Signer.Enforcement;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Signer.Lanes;

public sealed class CommitterTests
{
    [Fact]
    public async Task Nothing_goes_on_before_a_sync_that_began_after_it_came()
    {
        using var syncing = new ManualResetEventSlim();
        using var gate = new SemaphoreSlim(0);
        var syncs = 0;
        using var committer = new Committer(
            () =>
            {
                syncing.Set();
                gate.Wait(TestContext.Current.CancellationToken);
                syncs++;
            },
            static work => work.Run());
        TestWork[] works = [.. Enumerable.Range(0, 9).Select(_ => new TestWork("self", _ => { }, isSlow: false))];

        committer.Add(works[0]);
        syncing.Wait(TestContext.Current.CancellationToken);
        foreach (var work in works[1..])
        {
            committer.Add(work);
        }

        works.ShouldAllBe(static work => !work.Fate.IsCompleted);
        gate.Release();
        (await works[0].Fate).ShouldBe("signed");
        works[1..].ShouldAllBe(static work => !work.Fate.IsCompleted, "the sync that was under way did not see them");
        gate.Release();
        (await Task.WhenAll(works.Select(static work => work.Fate))).ShouldAllBe(static fate => fate == "signed");
        syncs.ShouldBe(2, "one for all that came meanwhile");
    }

    [Fact]
    public async Task What_the_disk_does_not_take_is_turned_away()
    {
        using var committer = new Committer(static () => throw new IOException("the disk is full"), static work => work.Run());
        var work = new TestWork("self", static _ => { });

        committer.Add(work);

        (await work.Fate).ShouldBe("turned away");
    }
}
