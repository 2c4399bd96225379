using Countersign.Signer.Journal;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Signer.Journal;

/// <summary>
/// After whatever ends a signer, the next one finds every entry that was on the disk, and a journal that continues every checkpoint ever signed.
/// </summary>
public sealed class PowerLossTests
{
    [Trait("Speed", "Slow")]
    [Fact]
    public void No_promise_is_broken_whatever_ends_a_signer()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var life = new JournalLife();
            for (var lives = random.Next(1, 6); lives > 0; lives--)
            {
                Work(life, random, random.Next(60));
                life.StartOn(End(life, random));
            }
        }
    }

    [Trait("Speed", "Slow")]
    [Fact]
    public void Nor_where_one_segment_ends_and_the_next_begins()
    {
        var life = new JournalLife();
        while (life.Journal.Next < 65_520)
        {
            life.Append();
        }

        life.Sync();
        for (var seed = 0; seed < 12; seed++)
        {
            var random = new Random(seed);
            Work(life, random, random.Next(seed < 6 ? 12 : 40));
            life.StartOn(End(life, random));
        }

        life.Journal.Next.ShouldBeGreaterThan(65_536UL);
    }

    [Trait("Speed", "Slow")]
    [Fact]
    public void Nothing_is_taken_after_the_disk_has_failed_once_and_the_next_signer_finds_a_whole_journal()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var life = new JournalLife();
            Work(life, random, random.Next(20));
            life.Disk.IsFull = true;
            life.Disk.FailsToTruncate = random.Next(2) == 0;

            switch (random.Next(3))
            {
                case 0:
                    Should.Throw<JournalFailedException>(life.Append);
                    break;
                case 1:
                    // The disk has room again, but nobody knows what it holds.
                    Should.Throw<JournalFailedException>(life.Append);
                    life.Disk.IsFull = false;
                    break;
                default:
                    life.Disk.IsFull = false;
                    life.Append();
                    life.Disk.IsFull = true;
                    Should.Throw<JournalFailedException>(life.Commit);
                    break;
            }

            Should.Throw<JournalFailedException>(life.Append);
            Should.Throw<JournalFailedException>(() => life.Journal.Commit());
            Should.Throw<JournalFailedException>(life.Journal.Sync);
            life.StartOn(random.Next(2) == 0 ? life.Disk.AfterKill() : life.Disk.AfterPowerLoss(random));
        }
    }

    private static void Work(JournalLife life, Random random, int steps)
    {
        for (; steps > 0; steps--)
        {
            switch (random.Next(12))
            {
                case 0:
                    life.Commit();
                    break;
                case 1:
                    life.Sync();
                    break;
                case 2:
                    life.Journal.Follow();
                    break;
                case 3:
                    life.Sync();
                    life.Keep();
                    break;
                default:
                    life.Append();
                    break;
            }
        }
    }

    private static SimulatedDisk End(JournalLife life, Random random)
    {
        switch (random.Next(4))
        {
            case 0:
                life.End();
                return random.Next(2) == 0 ? life.Disk.AfterKill() : life.Disk.AfterPowerLoss(random);
            case 1:
                return life.Disk.AfterKill();
            default:
                return life.Disk.AfterPowerLoss(random);
        }
    }
}
