namespace Countersign.Core.Journal.Merkle;

/// <summary>
/// The complete nodes of a growing tree, all of them from a level upward. Added are the nodes of the lowest level, in order. Not thread-safe.
/// </summary>
public sealed class MerkleNodes(int lowestLevel) : INodeSource
{
    private readonly List<List<MerkleHash>> _levels = [[]];

    /// <summary>Nodes of the lowest level.</summary>
    public ulong Count => (ulong)_levels[0].Count;

    /// <summary>Adds the next node of the lowest level.</summary>
    public void Add(in MerkleHash node)
    {
        _levels[0].Add(node);
        for (var i = 0; _levels[i].Count % 2 == 0; i++)
        {
            if (i + 1 == _levels.Count)
            {
                _levels.Add([]);
            }

            _levels[i + 1].Add(MerkleHash.OfNode(_levels[i][^2], _levels[i][^1]));
        }
    }

    /// <inheritdoc/>
    public MerkleHash Node(int level, ulong index) => _levels[level - lowestLevel][checked((int)index)];
}
