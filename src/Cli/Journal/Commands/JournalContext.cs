using Countersign.Core.Journal.Checkpoints;

namespace Countersign.Cli.Journal.Commands;

/// <summary>A journal and how to judge it.</summary>
/// <param name="Path">Of its folder.</param>
/// <param name="SaidKey">The public key, where one was named.</param>
/// <param name="Json">For machines.</param>
/// <param name="Owner">Whose entries, where that was said.</param>
internal sealed record JournalContext(string Path, NoteKey? SaidKey, bool Json, string? Owner)
{
    /// <exception cref="CommandFailedException">There is no journal.</exception>
    internal JournalFolder Open() => new(Path);

    /// <summary>The key that was named, else the journal's own, which only shows that the journal agrees with itself.</summary>
    /// <exception cref="CommandFailedException">Neither is there.</exception>
    internal NoteKey Key() => SaidKey ?? JournalOptions.ReadKeyFile(Open().PublicKeyFile);

    /// <summary>The journal's newest checkpoint.</summary>
    /// <exception cref="CommandFailedException">There is none, or it is not signed by the key.</exception>
    internal SavedCheckpoint Newest() => SavedCheckpoint.Read(Open().CheckpointFile, Key());
}
