using System.Diagnostics.CodeAnalysis;
using Countersign.Core.Bytes;
using Countersign.Core.Journal;
using Countersign.Core.Journal.Merkle;

namespace Countersign.Signer.Journal;

/// <summary>
/// The journal's Merkle tree, as much of it as is needed to go on, and to know the root at any earlier size after reading one segment again: the root of
/// each whole segment, and the frontier of the one that is being filled. Not thread-safe.
/// <code>
/// +-----------+----------------------------+-------------------------+
/// | whole     | root of each whole segment | frontier of the last    |     as it is written in a snapshot;
/// | u32       | 32 bytes each              | u16 length, Frontier    |     integers big-endian
/// +-----------+----------------------------+-------------------------+
/// </code>
/// </summary>
internal sealed class JournalTree
{
    // A segment is a whole subtree: 2^16 entries.
    private const int SegmentLevel = 16;

    private readonly MerkleNodes _whole = new(SegmentLevel);
    private Frontier _last = new();

    /// <summary>Entries that it counts.</summary>
    public ulong Size => (_whole.Count * JournalLayout.SegmentEntries) + _last.Size;

    /// <summary>Bytes that <see cref="Write"/> writes.</summary>
    public int Length => sizeof(uint) + ((int)_whole.Count * MerkleHash.Length) + sizeof(ushort) + _last.Length;

    public void Append(in MerkleHash leaf)
    {
        _last.Append(leaf);
        if (_last.Size == JournalLayout.SegmentEntries)
        {
            _whole.Add(_last.Root());
            _last = new Frontier();
        }
    }

    /// <summary>The root over all entries.</summary>
    public MerkleHash Root() => Over(_whole.Count, _last);

    /// <summary>The root over whole segments, as many as are said, and the beginning of the next one.</summary>
    /// <param name="whole">At most as many as there are.</param>
    /// <param name="beginning">Of the segment behind them, read again.</param>
    public MerkleHash Over(ulong whole, Frontier beginning)
    {
        var root = beginning.Root();
        var isEmpty = beginning.Size == 0;
        for (var level = 0; whole >> level > 0; level++)
        {
            if ((whole >> level & 1) == 1)
            {
                var subtree = _whole.Node(SegmentLevel + level, (whole >> level) - 1);
                root = isEmpty ? subtree : MerkleHash.OfNode(subtree, root);
                isEmpty = false;
            }
        }

        return root;
    }

    public void Write(ref ByteWriter writer)
    {
        writer.U32((uint)_whole.Count);
        for (ulong i = 0; i < _whole.Count; i++)
        {
            writer.Bytes(_whole.Node(SegmentLevel, i).Bytes);
        }

        var frontier = new byte[_last.Length];
        _ = _last.Write(frontier);
        writer.Field16(frontier);
    }

    public static bool TryRead(ref ByteReader reader, [NotNullWhen(true)] out JournalTree? tree)
    {
        tree = new JournalTree();
        for (var left = reader.U32(); left > 0 && !reader.Failed; left--)
        {
            var root = reader.Bytes(MerkleHash.Length);
            if (!reader.Failed)
            {
                tree._whole.Add(MerkleHash.From(root));
            }
        }

        if (!Frontier.TryRead(reader.Field16(Frontier.MaxLength), out var last) || last.Size >= JournalLayout.SegmentEntries || reader.Failed)
        {
            tree = null;
            return false;
        }

        tree._last = last;
        return true;
    }
}
