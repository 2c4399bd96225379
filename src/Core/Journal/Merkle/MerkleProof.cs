using System.Numerics;

namespace Countersign.Core.Journal.Merkle;

/// <summary>
/// Makes proofs (RFC 6962, sections 2.1.1 and 2.1.2) and checks them (RFC 9162, sections 2.1.3.2 and 2.1.4.2). A proof from outside is hostile: checking it
/// never throws.
/// </summary>
public static class MerkleProof
{
    /// <summary>The hashes that lead from an entry to the root, the entry's neighbour first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tree has no such entry.</exception>
    public static MerkleHash[] Inclusion(INodeSource nodes, ulong index, ulong size)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var proof = new List<MerkleHash>();
        AddPath(nodes, index, 0, size, proof);
        return [.. proof];
    }

    /// <summary>The hashes that show the older tree to be the beginning of the newer one; none where they are the same or the older one is empty.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The older one is larger.</exception>
    public static MerkleHash[] Consistency(INodeSource nodes, ulong older, ulong newer)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(older, newer);
        var proof = new List<MerkleHash>();
        if (older > 0 && older < newer)
        {
            AddSubproof(nodes, older, 0, newer, isWholeOlder: true, proof);
        }

        return [.. proof];
    }

    /// <summary>The root of the first <paramref name="size"/> entries.</summary>
    public static MerkleHash Root(INodeSource nodes, ulong size) => size == 0 ? MerkleHash.Empty : Over(nodes, 0, size);

    /// <summary>Does the proof show that the leaf is the entry at that index of the tree with that root?</summary>
    public static bool IsIncluded(in MerkleHash leaf, ulong index, ulong size, ReadOnlySpan<MerkleHash> proof, in MerkleHash root)
    {
        if (index >= size)
        {
            return false;
        }

        var position = index;
        var last = size - 1;
        var hash = leaf;
        foreach (ref readonly var neighbour in proof)
        {
            if (last == 0)
            {
                return false;
            }

            if ((position & 1) == 1 || position == last)
            {
                hash = MerkleHash.OfNode(neighbour, hash);
                (position, last) = PastLeftEdges(position, last);
            }
            else
            {
                hash = MerkleHash.OfNode(hash, neighbour);
            }

            position >>= 1;
            last >>= 1;
        }

        return last == 0 && hash == root;
    }

    /// <summary>Does the proof show that the tree with the older root is the beginning of the one with the newer root?</summary>
    public static bool IsConsistent(ulong older, in MerkleHash olderRoot, ulong newer, in MerkleHash newerRoot, ReadOnlySpan<MerkleHash> proof)
    {
        if (older == 0 || older >= newer)
        {
            return older <= newer && proof.IsEmpty && (older == 0 ? olderRoot == MerkleHash.Empty : olderRoot == newerRoot)
                && (newer != 0 || newerRoot == MerkleHash.Empty);
        }

        // Where the older tree is complete its root is not repeated in the proof.
        var isComplete = BitOperations.IsPow2(older);
        if (proof.IsEmpty && !isComplete)
        {
            return false;
        }

        var whole = BitOperations.TrailingZeroCount(older);
        var position = (older - 1) >> whole;
        var last = (newer - 1) >> whole;
        var first = isComplete ? olderRoot : proof[0];
        var (olderHash, newerHash) = (first, first);
        foreach (ref readonly var node in isComplete ? proof : proof[1..])
        {
            if (last == 0)
            {
                return false;
            }

            if ((position & 1) == 1 || position == last)
            {
                olderHash = MerkleHash.OfNode(node, olderHash);
                newerHash = MerkleHash.OfNode(node, newerHash);
                (position, last) = PastLeftEdges(position, last);
            }
            else
            {
                newerHash = MerkleHash.OfNode(newerHash, node);
            }

            position >>= 1;
            last >>= 1;
        }

        return last == 0 && olderHash == olderRoot && newerHash == newerRoot;
    }

    private static void AddPath(INodeSource nodes, ulong index, ulong from, ulong to, List<MerkleHash> proof)
    {
        if (to - from == 1)
        {
            return;
        }

        var middle = Middle(from, to);
        if (index < middle)
        {
            AddPath(nodes, index, from, middle, proof);
            proof.Add(Over(nodes, middle, to));
        }
        else
        {
            AddPath(nodes, index, middle, to, proof);
            proof.Add(Over(nodes, from, middle));
        }
    }

    private static void AddSubproof(INodeSource nodes, ulong older, ulong from, ulong to, bool isWholeOlder, List<MerkleHash> proof)
    {
        if (older == to)
        {
            if (!isWholeOlder)
            {
                proof.Add(Over(nodes, from, to));
            }

            return;
        }

        var middle = Middle(from, to);
        if (older <= middle)
        {
            AddSubproof(nodes, older, from, middle, isWholeOlder, proof);
            proof.Add(Over(nodes, middle, to));
        }
        else
        {
            AddSubproof(nodes, older, middle, to, isWholeOlder: false, proof);
            proof.Add(Over(nodes, from, middle));
        }
    }

    private static MerkleHash Over(INodeSource nodes, ulong from, ulong to)
    {
        var count = to - from;
        if (BitOperations.IsPow2(count))
        {
            var level = BitOperations.Log2(count);
            return nodes.Node(level, from >> level);
        }

        var middle = Middle(from, to);
        return MerkleHash.OfNode(Over(nodes, from, middle), Over(nodes, middle, to));
    }

    // The left subtree is the largest complete one that is not all.
    private static ulong Middle(ulong from, ulong to) => from + (1UL << BitOperations.Log2(to - from - 1));

    // At the right edge a left child has no neighbour: it rises until it is a right child. The last position is never 0 here.
    private static (ulong Position, ulong Last) PastLeftEdges(ulong position, ulong last)
    {
        var levels = BitOperations.TrailingZeroCount(position);
        return (position >> levels, last >> levels);
    }
}
