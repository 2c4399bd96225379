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
        var time = new ManualTime();
        using var memory = SignerMemory.Open(_folder.Path, new JournalSettings(new byte[BootId.Length], IsStrict: false), time);
        memory.TryCreate(TestVault.Shared.Lock, out var reason).ShouldBeTrue(reason);
        var journal = memory.Journal!;
        var next = journal.Next;
        time.Advance(TimeSpan.FromMilliseconds(3));

        journal.Append("self"u8, default(Locked)).ShouldBe(next);

        var bytes = ReadShared("entries/000000000000000").AsSpan();
        for (ulong skipped = 0; skipped < next; skipped++)
        {
            bytes = bytes[(2 + ((bytes[0] << 8) | bytes[1]))..];
        }

        Entry.TryReadHead(bytes[2..], out var kind, out var head).ShouldBeTrue();
        (kind, head.Index, head.BudgetTime).ShouldBe((EntryKind.Locked, next, 3_000));
        head.Owner.SequenceEqual("self"u8).ShouldBeTrue();
        journal.Durable.ShouldBe(next);
        journal.Commit().ShouldBe(next + 1);
        journal.Durable.ShouldBe(next + 1);
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

    [Fact]
    public void A_file_that_is_replaced_has_the_new_bytes_and_leaves_nothing_beside_it()
    {
        FolderDisk.TryOpen(_folder.Path, out var disk, out var reason).ShouldBeTrue(reason);
        using var held = disk!;

        held.Replace("checkpoint", "first, and longer"u8);
        held.Replace("checkpoint", "second"u8);

        held.Read("checkpoint").ShouldBe("second"u8.ToArray());
        held.Read("nothing").ShouldBeNull();
        held.List("").ShouldBe(["checkpoint", "lock"], ignoreOrder: true);
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
