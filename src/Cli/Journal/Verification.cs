using System.Globalization;
using Countersign.Core.Journal;
using Countersign.Core.Journal.Checkpoints;
using Countersign.Core.Journal.Entries;
using Countersign.Core.Journal.Fields;
using Countersign.Core.Journal.Merkle;

namespace Countersign.Cli.Journal;

/// <summary>
/// Reads a journal from its first entry to its last and holds it against signed checkpoints. Its memory does not grow with the journal.
/// </summary>
internal sealed class Verification
{
    private readonly JournalFolder _folder;
    private readonly NoteKey _key;
    private readonly List<Finding> _findings = [];
    private readonly Frontier _tree = new();
    private long _budgetTime = long.MinValue;
    private long _time = long.MinValue;

    private Verification(JournalFolder folder, NoteKey key, SavedCheckpoint[] checkpoints)
    {
        (_folder, _key) = (folder, key);
        Checked = [.. checkpoints.OrderBy(static saved => saved.Checkpoint.Size).Select(static saved => new CheckedPoint(saved))];
    }

    /// <summary>Entries that are there and whole.</summary>
    internal ulong Size => _tree.Size;

    /// <summary>The root over them.</summary>
    internal MerkleHash Root => _tree.Root();

    /// <summary>The checkpoints, the smallest first.</summary>
    internal IReadOnlyList<CheckedPoint> Checked { get; }

    /// <summary>Empty for an untouched journal.</summary>
    internal IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Entries behind the newest checkpoint: nobody signed for them yet.</summary>
    internal ulong Unsigned => Size - Math.Min(Size, SignedSize);

    /// <summary>What follows the last whole entry where no checkpoint counts on it: a write that is under way, or that a power loss cut.</summary>
    internal Damage? Unfinished { get; private set; }

    /// <summary>How often an entry's time is before that of the entry before it: the machine's clock was set back. No sign of a change.</summary>
    internal ulong ClockStepsBack { get; private set; }

    private ulong SignedSize => Checked is [.., var largest] ? largest.Saved.Checkpoint.Size : 0;

    /// <param name="folder">The journal.</param>
    /// <param name="key">Whose signature its checkpoints carry.</param>
    /// <param name="checkpoints">Opened with the key; the journal's own newest one, and those that were saved elsewhere.</param>
    internal static Verification Run(JournalFolder folder, NoteKey key, params SavedCheckpoint[] checkpoints)
    {
        var run = new Verification(folder, key, checkpoints);
        run.ReadAll();
        return run;
    }

    private void ReadAll()
    {
        using var reader = new JournalReader(_folder);
        using var progress = new Progress("verifying", _folder.TotalBytes());
        Compare();
        while (reader.MoveNext())
        {
            Check(reader);
            _tree.Append(MerkleHash.OfLeaf(reader.Entry));
            Compare();
            if (_tree.Size % JournalLayout.BundleEntries == 0)
            {
                progress.Show(reader.BytesRead);
            }
        }

        End(reader.Damage);
    }

    private void Check(JournalReader reader)
    {
        var head = reader.Head;
        if (head.BudgetTime < _budgetTime)
        {
            Add("budget-time", reader, "was recorded at an earlier budget time than the one before it");
        }

        if (head.Time < _time)
        {
            ClockStepsBack++;
        }

        (_budgetTime, _time) = (Math.Max(head.BudgetTime, _budgetTime), head.Time);
        if (!EntryFields.Fit(reader.Entry))
        {
            Add("unknown-entry", reader, "is of a kind, or has fields, that this version does not know");
        }

        if (reader.Index == 0 && !IsOurOpening(reader.Entry))
        {
            Add("another-journal", reader, $"does not open the journal of {_key}");
        }
    }

    private bool IsOurOpening(ReadOnlySpan<byte> entry) =>
        Entry.TryRead<Opened>(entry, out _, out var opened) && opened.PublicKey.SequenceEqual(_key.PublicKey)
        && System.Text.Encoding.UTF8.GetString(opened.Origin) == _key.Name;

    private void Compare()
    {
        foreach (var point in Checked)
        {
            if (point.Saved.Checkpoint.Size == _tree.Size)
            {
                point.Agrees = point.Saved.Checkpoint.Root == _tree.Root();
            }
        }
    }

    private void End(Damage? damage)
    {
        if (Checked.Count == 0)
        {
            _findings.Add(new Finding("no-checkpoint", $"{_folder.Path} has no signed checkpoint", 0));
        }

        if (damage is not null && damage.Index < SignedSize)
        {
            Add("damaged", damage);
        }
        else if (damage is not null)
        {
            Unfinished = damage;
        }
        else if (Size < SignedSize)
        {
            _findings.Add(new Finding(
                "truncated",
                string.Create(CultureInfo.InvariantCulture, $"the journal ends after {Size} entries; {Checked[^1].Saved.Name} counts {SignedSize}"), Size, SignedSize));
        }

        FindDifference();
    }

    private void FindDifference()
    {
        var agreed = Checked.TakeWhile(static point => point.Agrees != false).LastOrDefault(static point => point.Agrees == true);
        if (Checked.FirstOrDefault(static point => point.Agrees == false) is { } differs)
        {
            var from = agreed?.Saved.Checkpoint.Size ?? 0;
            var to = differs.Saved.Checkpoint.Size;
            var before = agreed is null ? "no smaller checkpoint agrees" : $"up to there {agreed.Saved.Name} agrees";
            _findings.Add(new Finding(
                "differs",
                string.Create(CultureInfo.InvariantCulture, $"of the entries {from} to {to} some are not those that {differs.Saved.Name} was signed for; {before}"),
                from, to));
        }
    }

    private void Add(string code, JournalReader reader, string what) =>
        Add(code, new Damage(reader.Index, JournalLayout.SegmentName(reader.Index), reader.Offset, what));

    private void Add(string code, Damage place) => _findings.Add(new Finding(code, place.ToString(), place.Index, place.Index + 1, place));

    /// <summary>A checkpoint and whether the journal agrees with it; <see langword="null"/> where the journal does not reach it.</summary>
    internal sealed class CheckedPoint(SavedCheckpoint saved)
    {
        internal SavedCheckpoint Saved { get; } = saved;

        internal bool? Agrees { get; set; }
    }
}
