using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Countersign.Core.Journal.Merkle;

/// <summary>
/// What is needed of a tree to append to it and to know its root: the roots of its complete subtrees, one for each bit that is set in its size.
/// Not thread-safe.
/// <code>
/// +------+------------------------------------------------+
/// | size | hash of each complete subtree, largest first   |     as it is written; size u64 big-endian
/// | u64  | 32 bytes each                                  |
/// +------+------------------------------------------------+
/// </code>
/// </summary>
public sealed class Frontier
{
    private const int Levels = 64;
    private const int SizeLength = sizeof(ulong);

    // By level; those whose bit is set in the size count.
    private readonly MerkleHash[] _subtrees = new MerkleHash[Levels];

    /// <summary>The most bytes that <see cref="Write"/> needs.</summary>
    public static int MaxLength => SizeLength + (Levels * MerkleHash.Length);

    /// <summary>Entries appended.</summary>
    public ulong Size { get; private set; }

    /// <summary>Bytes that <see cref="Write"/> needs now.</summary>
    public int Length => SizeLength + (BitOperations.PopCount(Size) * MerkleHash.Length);

    /// <summary>Appends the next entry by its hash. Allocates nothing.</summary>
    public void Append(in MerkleHash leaf)
    {
        var hash = leaf;
        var level = 0;
        for (; (Size >> level & 1) == 1; level++)
        {
            hash = MerkleHash.OfNode(_subtrees[level], hash);
        }

        _subtrees[level] = hash;
        Size = checked(Size + 1);
    }

    /// <summary>The root of the tree over all entries appended.</summary>
    public MerkleHash Root()
    {
        if (Size == 0)
        {
            return MerkleHash.Empty;
        }

        var level = BitOperations.TrailingZeroCount(Size);
        var root = _subtrees[level];
        for (level++; level < Levels; level++)
        {
            if ((Size >> level & 1) == 1)
            {
                root = MerkleHash.OfNode(_subtrees[level], root);
            }
        }

        return root;
    }

    /// <summary>Writes it and returns its length.</summary>
    /// <exception cref="ArgumentException">It does not fit the buffer.</exception>
    public int Write(Span<byte> buffer)
    {
        BinaryPrimitives.WriteUInt64BigEndian(buffer, Size);
        var written = SizeLength;
        for (var level = Levels - 1; level >= 0; level--)
        {
            if ((Size >> level & 1) == 1)
            {
                _subtrees[level].Bytes.CopyTo(buffer[written..]);
                written += MerkleHash.Length;
            }
        }

        return written;
    }

    /// <summary>Reads what was written; false for any other bytes. That its hashes are those of a journal it cannot know.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out Frontier? frontier)
    {
        frontier = null;
        if (!BinaryPrimitives.TryReadUInt64BigEndian(bytes, out var size)
            || bytes.Length != SizeLength + (BitOperations.PopCount(size) * MerkleHash.Length))
        {
            return false;
        }

        frontier = new Frontier { Size = size };
        var rest = bytes[SizeLength..];
        for (var level = Levels - 1; level >= 0; level--)
        {
            if ((size >> level & 1) == 1)
            {
                frontier._subtrees[level] = MerkleHash.From(rest[..MerkleHash.Length]);
                rest = rest[MerkleHash.Length..];
            }
        }

        return true;
    }
}
