using Countersign.Core.Journal.Checkpoints;
using Countersign.Signer.Journal.Memory;

namespace Countersign.Signer.Journal;

/// <summary>What came of opening a journal: the journal, or why not.</summary>
internal sealed class OpenedJournal
{
    private OpenedJournal()
    {
    }

    /// <summary>Null when it was refused.</summary>
    public SignerJournal? Journal { get; private init; }

    /// <summary>Who signs its checkpoints; null when it was refused.</summary>
    public NoteKey? Key { get; private init; }

    /// <summary>Why not, and what to do.</summary>
    public string Reason { get; private init; } = "";

    /// <summary>There is none at all.</summary>
    public bool IsMissing { get; private init; }

    /// <summary>What the part of a damaged journal says that could be read; nobody has proven it.</summary>
    public JournalState? Salvaged { get; private init; }

    public static OpenedJournal Of(SignerJournal journal, NoteKey key) => new() { Journal = journal, Key = key };

    public static OpenedJournal Missing(string reason) => new() { Reason = reason, IsMissing = true };

    public static OpenedJournal Refused(string reason, JournalState? salvaged = null) => new() { Reason = reason, Salvaged = salvaged };
}
