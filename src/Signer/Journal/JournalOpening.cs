using System.Text;
using Countersign.Core.Journal;
using Countersign.Core.Journal.Checkpoints;
using Countersign.Core.Journal.Entries;
using Countersign.Core.Journal.Merkle;
using Countersign.Signer.Journal.Disk;
using Countersign.Signer.Journal.Memory;

namespace Countersign.Signer.Journal;

/// <summary>
/// Begins journals, and opens them again after whatever ended the signer before. What a power loss tore is dropped from the end, as long as no checkpoint
/// counts it; anything else that is not as it was written stops the start.
/// </summary>
internal static class JournalOpening
{
    private const int MaxFirstEntry = 1024;

    /// <summary>Writes the first entry of a new journal. After a crash it is there whole or not at all.</summary>
    public static void Begin(IJournalDisk disk, ReadOnlySpan<byte> vaultId, NoteKey key, TimeProvider time)
    {
        var buffer = new byte[JournalLayout.LengthBytes + MaxFirstEntry];
        var head = new EntryHead
        {
            Index = 0,
            Time = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond,
            BudgetTime = 0,
            Owner = default,
        };
        var length = Entry.Write(
            in head, new Opened { VaultId = vaultId, Origin = Encoding.UTF8.GetBytes(key.Name), PublicKey = key.PublicKey },
            buffer.AsSpan(JournalLayout.LengthBytes));
        System.Buffers.Binary.BinaryPrimitives.WriteUInt16BigEndian(buffer, (ushort)length);
        disk.Replace(JournalLayout.PublicKeyFile, Encoding.UTF8.GetBytes(key + "\n"));
        disk.Replace(Segment.Path(0), buffer.AsSpan(0, JournalLayout.LengthBytes + length));
    }

    /// <summary>Opens the journal and notes the start in it.</summary>
    public static OpenedJournal Open(IJournalDisk disk, JournalSettings settings, TimeProvider time)
    {
        var segments = disk.List(JournalLayout.EntriesFolder).Where(static name => JournalLayout.TryParseSegmentName(name, out _)).ToArray();
        if (segments.Length == 0)
        {
            return OpenedJournal.Missing($"the journal {disk.Place} is missing although its vault exists; restore it from the newest backup, or go on without it: countersign journal accept-loss");
        }

        if (ReadFirst(disk) is not { } first)
        {
            return OpenedJournal.Refused($"the journal {disk.Place} is damaged in its first entry, in {Segment.Path(0)}; restore it from the newest backup, or go on without it: countersign journal accept-loss");
        }

        var key = new NoteKey(first.State.Origin, first.State.PublicKey.Span);
        var checkpoint = ReadCheckpoint(disk, key);
        var digest = Replay(disk, first, key, checkpoint, out var damage);
        if (damage.Length > 0 || !CanGoOn(disk, digest, checkpoint, out damage))
        {
            var salvaged = digest.State;
            digest.Dispose();
            return OpenedJournal.Refused(damage, salvaged);
        }

        var dropped = digest.IsDamaged ? Drop(disk, segments, digest) : 0;
        MakeDurable(disk, from: checkpoint?.Size ?? 0, digest.Size);
        var journal = new SignerJournal(disk, digest, ClockAfter(digest.State, settings, time), time);
        Start(journal, digest.State, settings, time, dropped);
        return OpenedJournal.Of(journal, key);
    }

    private static Snapshot? ReadFirst(IJournalDisk disk)
    {
        using var reader = new EntryReader(disk, index: 0, offset: 0);
        if (reader.Read(out _, out _, out var entry) != EntryReading.Entry || !JournalState.TryBegin(entry, out var state))
        {
            return null;
        }

        var tree = new JournalTree();
        tree.Append(MerkleHash.OfLeaf(entry));
        return new Snapshot(reader.Offset, state, tree);
    }

    private static Checkpoint? ReadCheckpoint(IJournalDisk disk, NoteKey key) =>
        disk.Read(JournalLayout.CheckpointFile) is { } note && Checkpoint.TryOpen(note, key, CheckpointKey.Verify, out var checkpoint, out _) ? checkpoint : null;

    private static JournalDigest Replay(IJournalDisk disk, Snapshot first, NoteKey key, Checkpoint? checkpoint, out string damage)
    {
        var snapshot = disk.Read(Snapshot.FileName) is { } bytes && Snapshot.TryRead(bytes, key.PublicKey, out var read) ? read : null;
        var digest = new JournalDigest(disk, snapshot ?? first);
        digest.Advance(ulong.MaxValue);
        if (snapshot is not null && (digest.IsDamaged || digest.Size < (checkpoint?.Size ?? 0)))
        {
            // The snapshot may say another place than there is: read from the beginning, the damage can be named.
            digest.Dispose();
            digest = new JournalDigest(disk, first);
            digest.Advance(ulong.MaxValue);
            disk.Delete(Snapshot.FileName);
        }

        damage = digest.IsForeign ? $"entry {digest.Size} of the journal {disk.Place} is of a kind that this release does not know; use the release that wrote it"
            : digest.IsDamaged && (checkpoint is null || digest.Size < checkpoint.Size)
            ? $"the journal {disk.Place} is damaged: entry {digest.Size}, at byte {digest.Offset} of {Segment.Path(digest.Size)}, is not what was written"
            + (checkpoint is null ? ", and its checkpoint is missing" : "") + "; restore it from the newest backup, or go on without it: countersign journal accept-loss"
            : "";
        return digest;
    }

    private static bool CanGoOn(IJournalDisk disk, JournalDigest digest, Checkpoint? checkpoint, out string damage)
    {
        damage = checkpoint is null ? ""
            : digest.Size < checkpoint.Size
                ? $"the journal {disk.Place} ends at entry {digest.Size}, before its own checkpoint at {checkpoint.Size}; restore the newer one, or go on without what is lost: countersign journal accept-loss"
            : digest.Root(checkpoint.Size) != checkpoint.Root
                ? $"the journal {disk.Place} was changed: its first {checkpoint.Size} entries are not those that its checkpoint was signed for; restore it from the newest backup, or go on without it: countersign journal accept-loss"
            : "";
        return damage.Length == 0;
    }

    // Nobody ever built on these bytes: they were not on the disk when the power went.
    private static ulong Drop(IJournalDisk disk, IEnumerable<string> segments, JournalDigest digest)
    {
        ulong dropped = 0;
        foreach (var name in segments.OrderDescending(StringComparer.Ordinal))
        {
            _ = JournalLayout.TryParseSegmentName(name, out var first);
            if (first > digest.Size)
            {
                using (var later = disk.Open(Segment.Path(first)))
                {
                    dropped += (ulong)later.Length;
                }

                disk.Delete(Segment.Path(first));
            }
        }

        using var file = disk.Open(Segment.Path(digest.Size));
        dropped += (ulong)(file.Length - digest.Offset);
        file.Truncate(digest.Offset);
        file.Sync();
        digest.Repaired();
        return dropped;
    }

    // The signer before may have been killed before it synced.
    private static void MakeDurable(IJournalDisk disk, ulong from, ulong size)
    {
        for (var first = from - (from % JournalLayout.SegmentEntries); first <= size; first += JournalLayout.SegmentEntries)
        {
            using var segment = disk.OpenExisting(Segment.Path(first));
            segment?.Sync();
        }

        disk.SyncFolder(JournalLayout.EntriesFolder);
    }

    private static BudgetClock ClockAfter(JournalState state, JournalSettings settings, TimeProvider time) =>
        new(time, state.BudgetTimeAt(BudgetClock.Monotonic(time), settings.BootId.Span));

    private static void Start(SignerJournal journal, JournalState before, JournalSettings settings, TimeProvider time, ulong dropped)
    {
        journal.Append(owner: default, new Started
        {
            Life = before.Life + 1,
            BootId = settings.BootId.Span,
            Monotonic = BudgetClock.Monotonic(time),
            Strict = settings.IsStrict,
            Unclean = !before.IsEnded,
            Dropped = dropped,
            Software = Encoding.UTF8.GetBytes(JournalSettings.Software),
        });
        journal.Sync();
    }
}
