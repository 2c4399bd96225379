using Countersign.Core.Journal;
using Countersign.Core.Journal.Checkpoints;
using Countersign.Core.Journal.Merkle;
using Countersign.Signer.Journal.Disk;
using Countersign.Signer.Journal.Memory;

namespace Countersign.Signer.Journal;

/// <summary>
/// Follows the journal some way behind its end: reads each durable entry once more, hashes it, and keeps a state derived from it, so that checkpoints and
/// snapshots cost those who append nothing. Not thread-safe.
/// </summary>
internal sealed class JournalDigest : IDisposable
{
    private readonly IJournalDisk _disk;
    private EntryReader _reader;
    private readonly JournalState _state;
    private readonly JournalTree _tree;
    private ulong _checkpointed;
    private ulong _snapshotted;

    /// <param name="disk">Of the journal; the caller's.</param>
    /// <param name="from">Where to go on; what it holds is the digest's from here on.</param>
    public JournalDigest(IJournalDisk disk, Snapshot from)
    {
        (_disk, _state, _tree) = (disk, from.State, from.Tree);
        _reader = new EntryReader(disk, from.Tree.Size, from.Offset);
    }

    /// <summary>Entries taken in.</summary>
    public ulong Size => _tree.Size;

    /// <summary>Derived from them; changes with <see cref="Advance"/>.</summary>
    public JournalState State => _state;

    /// <summary>What <see cref="Advance"/> met last was not the entry that belongs there.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>What <see cref="Advance"/> met last was a whole entry that this release does not understand.</summary>
    public bool IsForeign { get; private set; }

    /// <summary>Where the next entry begins in its segment.</summary>
    public long Offset => _reader.Offset;

    /// <summary>Takes in entries up to a size, or to the end of what is there, or to the first damaged one.</summary>
    public void Advance(ulong size)
    {
        while (Size < size && !IsDamaged && !IsForeign)
        {
            var reading = _reader.Read(out var kind, out var head, out var entry);
            if (reading == EntryReading.End)
            {
                return;
            }

            IsDamaged = reading == EntryReading.Damaged;
            IsForeign = !IsDamaged && !_state.TryApply(kind, in head, entry);
            if (!IsDamaged && !IsForeign)
            {
                _tree.Append(MerkleHash.OfLeaf(entry));
            }
        }
    }

    /// <summary>The root over the first entries; <see langword="null"/> where those of the segment that it ends in are not there any more.</summary>
    /// <param name="size">At most <see cref="Size"/>.</param>
    public MerkleHash? Root(ulong size)
    {
        if (size == Size)
        {
            return _tree.Root();
        }

        var beginning = new Frontier();
        var first = size - (size % JournalLayout.SegmentEntries);
        using var reader = new EntryReader(_disk, first, offset: 0);
        while (first + beginning.Size < size)
        {
            if (reader.Read(out _, out _, out var entry) != EntryReading.Entry)
            {
                return null;
            }

            beginning.Append(MerkleHash.OfLeaf(entry));
        }

        return _tree.Over(first / JournalLayout.SegmentEntries, beginning);
    }

    /// <summary>Signs and stores a checkpoint of what was taken in; null where the last one says the same.</summary>
    public byte[]? Checkpoint(CheckpointKey key)
    {
        if (Size == _checkpointed)
        {
            return null;
        }

        var note = key.Sign(new Checkpoint(key.Public.Name, Size, _tree.Root()));
        _disk.Replace(JournalLayout.CheckpointFile, note);
        _checkpointed = Size;
        return note;
    }

    /// <summary>Signs and stores a snapshot of what was taken in.</summary>
    public void Snapshot(CheckpointKey key)
    {
        if (Size != _snapshotted)
        {
            _disk.Replace(Journal.Snapshot.FileName, new Snapshot(Offset, _state, _tree).ToBytes(key));
            _snapshotted = Size;
        }
    }

    /// <summary>The damaged end is cut off: what comes next is written there anew.</summary>
    public void Repaired()
    {
        var offset = Offset;
        _reader.Dispose();
        _reader = new EntryReader(_disk, Size, offset);
        IsDamaged = false;
    }

    public void Dispose() => _reader.Dispose();
}
