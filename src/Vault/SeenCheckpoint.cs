using Countersign.Core.Journal.Checkpoints;

namespace Countersign.Vault;

/// <summary>A checkpoint of the signer's journal as the vault keeps it: it compares sizes, and leaves the signature to the signer.</summary>
/// <param name="Note">As the signer gave it; may be empty.</param>
/// <param name="Size">Entries that it counts.</param>
internal sealed record SeenCheckpoint(byte[] Note, long Size)
{
    /// <exception cref="VaultException">It is no checkpoint.</exception>
    public static SeenCheckpoint From(ReadOnlySpan<byte> note) =>
        note.IsEmpty ? new SeenCheckpoint([], 0)
        : SignedNote.TryParse(note, out var signed) && Checkpoint.TryParse(signed.Text, out var checkpoint) && checkpoint.Size <= long.MaxValue
            ? new SeenCheckpoint(note.ToArray(), (long)checkpoint.Size)
        : throw new VaultException("the signer reported a checkpoint of its journal that is none");
}
