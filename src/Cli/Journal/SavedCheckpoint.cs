using System.Text;
using Countersign.Core.Journal.Checkpoints;

namespace Countersign.Cli.Journal;

/// <summary>A checkpoint whose signature is known to be good.</summary>
/// <param name="Name">The file that it was read from.</param>
/// <param name="Checkpoint">What it says.</param>
/// <param name="Note">As it was signed.</param>
internal sealed record SavedCheckpoint(string Name, Checkpoint Checkpoint, string Note)
{
    /// <exception cref="CommandFailedException">The file is no checkpoint of the key's journal.</exception>
    internal static SavedCheckpoint Read(string file, NoteKey key)
    {
        var note = JournalFolder.ReadSmall(file, "checkpoint");
        return Checkpoint.TryOpen(note, key, Ed25519.Verify, out var checkpoint, out var reason)
            ? new SavedCheckpoint(file, checkpoint, Encoding.UTF8.GetString(note))
            : throw new CommandFailedException(
                ExitCode.Integrity, "checkpoint", $"{file} {reason}", "name the key that belongs to it with --public-key, or take the file as it was saved");
    }
}
