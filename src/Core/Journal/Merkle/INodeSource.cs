namespace Countersign.Core.Journal.Merkle;

/// <summary>Where the hashes come from that a proof is made of.</summary>
public interface INodeSource
{
    /// <summary>
    /// The hash over the entries from <paramref name="index"/> × 2^<paramref name="level"/> on, 2^level of them. Only asked where all of them exist.
    /// </summary>
    MerkleHash Node(int level, ulong index);
}
