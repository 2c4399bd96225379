using System.Globalization;
using Countersign.Core.Journal;
using Countersign.Core.Journal.Checkpoints;
using Countersign.Core.Journal.Merkle;

namespace Countersign.Cli.Journal;

/// <summary>
/// The Merkle tree over the entries that a checkpoint counts, for making proofs. Of 256 entries it keeps a hash and where they begin (some
/// 100 bytes); what is below is read again when it is asked for.
/// </summary>
internal sealed class JournalTree : INodeSource
{
    private const int BundleLevel = 8;

    private readonly JournalFolder _folder;
    private readonly MerkleNodes _nodes = new(BundleLevel);
    private readonly List<long> _offsets = [];
    private readonly ulong _size;
    private Bundle? _last;

    private JournalTree(JournalFolder folder, ulong size) => (_folder, _size) = (folder, size);

    /// <summary>Reads the whole journal up to a checkpoint.</summary>
    /// <exception cref="CommandFailedException">It is damaged, ends before the checkpoint, or is not the one that was signed for.</exception>
    internal static JournalTree Build(JournalFolder folder, SavedCheckpoint saved, Action<Bundle>? each = null)
    {
        var tree = new JournalTree(folder, saved.Checkpoint.Size);
        tree.ReadAll(each);
        var root = MerkleProof.Root(tree, tree._size);
        return root == saved.Checkpoint.Root ? tree : throw new CommandFailedException(
            ExitCode.Integrity, "journal-differs", $"the journal is not the one that {saved.Name} was signed for", "see where it differs with: countersign journal verify");
    }

    /// <inheritdoc/>
    public MerkleHash Node(int level, ulong index)
    {
        if (level >= BundleLevel)
        {
            return _nodes.Node(level, index);
        }

        var first = index << level;
        return Load(first / JournalLayout.BundleEntries).Nodes.Node(level, first % JournalLayout.BundleEntries >> level);
    }

    /// <summary>The proof of an entry, against the checkpoint that the tree was built for.</summary>
    internal LogProof Prove(ulong index, SavedCheckpoint saved)
    {
        var entry = Load(index / JournalLayout.BundleEntries).Entry((int)(index % JournalLayout.BundleEntries)).ToArray();
        return new LogProof(index, entry, MerkleProof.Inclusion(this, index, _size), saved.Note);
    }

    private void ReadAll(Action<Bundle>? each)
    {
        using var reader = new JournalReader(_folder);
        using var progress = new Progress("reading", _folder.TotalBytes());
        while (reader.Size < _size)
        {
            _offsets.Add(reader.NextOffset);
            var bundle = Bundle.Read(reader, _size);
            if (reader.Damage is { } damage)
            {
                throw Damaged(damage);
            }

            if (bundle.Count < JournalLayout.BundleEntries && reader.Size < _size)
            {
                throw Truncated(reader.Size);
            }

            if (bundle.Count == JournalLayout.BundleEntries)
            {
                _nodes.Add(bundle.Nodes.Node(BundleLevel, 0));
            }

            _last = bundle;
            each?.Invoke(bundle);
            progress.Show(reader.BytesRead);
        }
    }

    private Bundle Load(ulong number)
    {
        if (_last?.Number == number)
        {
            return _last;
        }

        using var reader = new JournalReader(_folder, number * JournalLayout.BundleEntries, _offsets[checked((int)number)]);
        _last = Bundle.Read(reader, _size);
        return reader.Damage is { } damage ? throw Damaged(damage) : _last;
    }

    private static CommandFailedException Damaged(Damage damage) =>
        new(ExitCode.Integrity, "journal-damaged", damage.ToString(), "see what can still be trusted with: countersign journal verify");

    private CommandFailedException Truncated(ulong size) => new(
        ExitCode.Integrity, "journal-truncated",
        string.Create(CultureInfo.InvariantCulture, $"the journal has {size} entries, its checkpoint counts {_size}"),
        "see what can still be trusted with: countersign journal verify");
}
