using Countersign.Core.Journal;
using Countersign.Core.Journal.Entries;
using Countersign.Signer.Journal;
using Countersign.Signer.Journal.Disk;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Signer.Journal;

/// <summary>A journal in a real folder.</summary>
public sealed class FolderDiskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Entries_are_in_the_file_once_append_returns()
    {
        FolderDisk.TryOpen(_folder.Path, out var disk, out var reason).ShouldBeTrue(reason);
        using var held = disk;
        var time = new ManualTime();
        using var journal = new SignerJournal(held, next: 0, new BudgetClock(time, start: 5_000), time);

        journal.Append(default, default(Unlocked)).ShouldBe(0UL);
        time.Advance(TimeSpan.FromMilliseconds(3));
        journal.Append("self"u8, default(Locked)).ShouldBe(1UL);

        var bytes = ReadShared("entries/000000000000000").AsSpan();
        var first = 2 + ((bytes[0] << 8) | bytes[1]);
        Entry.TryReadHead(bytes[2..first], out var kind, out var head).ShouldBeTrue();
        (kind, head.Index, head.BudgetTime).ShouldBe((EntryKind.Unlocked, 0UL, 5_000));
        Entry.TryReadHead(bytes[(first + 2)..], out kind, out head).ShouldBeTrue();
        (kind, head.Index, head.BudgetTime).ShouldBe((EntryKind.Locked, 1UL, 8_000));
        head.Owner.SequenceEqual("self"u8).ShouldBeTrue();
        journal.Durable.ShouldBe(0UL);
        journal.Commit().ShouldBe(2UL);
        journal.Durable.ShouldBe(2UL);
    }

    [Fact]
    public void One_signer_at_a_time_has_it()
    {
        FolderDisk.TryOpen(_folder.Path, out var disk, out var reason).ShouldBeTrue(reason);
        using (disk)
        {
            FolderDisk.TryOpen(_folder.Path, out _, out reason).ShouldBeFalse();
            reason.ShouldContain("another signer");
        }

        FolderDisk.TryOpen(_folder.Path, out disk, out reason).ShouldBeTrue(reason);
        disk!.Dispose();
    }

    public void Dispose() => _folder.Dispose();

    private byte[] ReadShared(string name)
    {
        using var file = new FileStream(_folder.File(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
