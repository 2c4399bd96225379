using Countersign.Core.Names;
using Countersign.Core.Records;
using Countersign.Signer.Journal;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Signer.Journal;

/// <summary>What a signer says to a journal that is not the one it left, and how it goes on.</summary>
public sealed class LossTests
{
    private static readonly RecordIdentity _gone = RecordIdentity.Of(OwnerId.Self, BotName.Parse("gone"));

    private readonly JournalLife _life = new();

    [Fact]
    public void Damage_below_the_checkpoint_is_named_with_its_place_and_stops_the_start()
    {
        for (var i = 0; i < 20; i++)
        {
            _life.Append();
        }

        _life.Sync();
        var disk = _life.Disk.AfterKill();
        Flip(disk, at: 700);

        _life.StartUnchecked(disk);

        Unlock(out var reason).ShouldBeFalse();
        reason.ShouldContain("000000000000000");
        reason.ShouldContain("entry ");
        reason.ShouldContain("at byte ");
        reason.ShouldContain("accept-loss");
        _life.Memory.Journal.ShouldBeNull();
    }

    [Fact]
    public void An_older_journal_is_refused_by_what_the_vault_has_seen()
    {
        var older = _life.Disk.AfterKill();
        _life.Append();
        _life.Append();
        _life.Append();
        _life.Sync();
        _life.Keep();

        _life.StartUnchecked(older);

        _life.Memory.GoesOnFrom(_life.Seen, out var reason).ShouldBeFalse();
        reason.ShouldContain("it is older");
        Unlock(out reason).ShouldBeFalse();
        reason.ShouldContain("it is older");
    }

    [Fact]
    public void So_is_one_that_grew_another_way_from_there()
    {
        var older = _life.Disk.AfterKill();
        _life.Append();
        _life.Sync();
        _life.Keep();
        _life.StartUnchecked(older);
        for (var i = 0; i < 10; i++)
        {
            _life.Append();
        }

        Unlock(out var reason).ShouldBeFalse();
        reason.ShouldContain("differ");
    }

    [Fact]
    public void After_its_loss_is_accepted_the_older_one_goes_on_with_all_that_it_knows()
    {
        _life.Memory.TryRevoke(_gone, out _).ShouldBeTrue();
        var older = _life.Disk.AfterKill();
        _life.Append();
        _life.Sync();
        _life.Keep();
        _life.StartUnchecked(older);

        _life.Memory.TryAcceptLoss(TestVault.Shared.Lock, _life.Seen, out var outcome).ShouldBeTrue(outcome);

        Unlock(out _).ShouldBeFalse("the vault still remembers the lost one");
        _life.Keep();
        Unlock(out var reason).ShouldBeTrue(reason);
        _life.Memory.IsRevoked(_gone).ShouldBeTrue();
        _life.Memory.TryAcceptLoss(TestVault.Shared.Lock, _life.Seen, out outcome).ShouldBeFalse();
        outcome.ShouldContain("nothing is lost");
    }

    [Fact]
    public void After_the_loss_of_a_damaged_one_a_new_one_takes_over_what_could_be_read()
    {
        _life.Memory.TryRevoke(_gone, out _).ShouldBeTrue();
        _life.Append();
        _life.Append();
        _life.Sync();
        _life.Keep();
        var disk = _life.Disk.AfterKill();
        Flip(disk, at: disk.Read("entries/000000000000000")!.Length - 30);
        _life.StartUnchecked(disk);
        Unlock(out _).ShouldBeFalse();

        _life.Memory.TryAcceptLoss(TestVault.Shared.Lock, _life.Seen, out var outcome).ShouldBeTrue(outcome);

        outcome.ShouldContain("a new journal is begun");
        _life.Memory.IsRevoked(_gone).ShouldBeTrue();
        disk.List("entries.lost-20260301T120000Z").ShouldNotBeEmpty();
        _life.StartUnchecked(_life.Disk.AfterKill());
        _life.Memory.TryUnlock(TestVault.Shared.Lock, default, out var reason).ShouldBeTrue(reason);
        _life.Memory.IsRevoked(_gone).ShouldBeTrue();
    }

    [Fact]
    public void A_missing_one_is_missed()
    {
        _life.StartUnchecked(new SimulatedDisk());

        Unlock(out var reason).ShouldBeFalse();
        reason.ShouldContain("is missing");
        _life.Memory.TryRevoke(_gone, out reason).ShouldBeFalse();
        _life.Memory.GoesOnFrom(default, out _).ShouldBeTrue();
    }

    [Fact]
    public void A_snapshot_that_is_changed_or_missing_costs_nothing_but_time()
    {
        _life.Memory.TryRevoke(_gone, out _).ShouldBeTrue();
        _life.End();
        var bytes = _life.Disk.Read("snapshot")!;
        for (var at = 0; at < bytes.Length; at += 7)
        {
            var disk = _life.Disk.AfterKill();
            var changed = bytes.ToArray();
            changed[at] ^= 1;
            disk.Replace("snapshot", changed);
            using var memory = new SignerMemory(disk, new JournalSettings(_life.Boot, IsStrict: false), _life.Time);
            memory.IsRevoked(_gone).ShouldBeTrue();
        }
    }

    private static void Flip(SimulatedDisk disk, int at)
    {
        var bytes = disk.Read("entries/000000000000000")!;
        bytes[at] ^= 1;
        disk.Replace("entries/000000000000000", bytes);
        disk.Delete("snapshot");
    }

    private bool Unlock(out string reason) => _life.Memory.TryUnlock(TestVault.Shared.Lock, _life.Seen, out reason);
}
