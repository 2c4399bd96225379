using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Countersign.Core.Journal.Merkle;

namespace Countersign.Core.Journal.Checkpoints;

/// <summary>
/// What a journal was at one moment: with its signature it fixes every entry before it. The format is <see href="https://c2sp.org/tlog-checkpoint"/>.
/// </summary>
/// <param name="Origin">The journal's name, which is also the name of its key.</param>
/// <param name="Size">Entries that it counts.</param>
/// <param name="Root">The root of the Merkle tree over them.</param>
public sealed record Checkpoint(string Origin, ulong Size, MerkleHash Root)
{
    private const string OriginStart = "countersign/journal/";

    /// <summary>The text that is signed: origin, size and root, a line each.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Root}\n");

    /// <summary>The name of the journal that belongs to a vault.</summary>
    public static string OriginOf(ReadOnlySpan<byte> vaultId) => OriginStart + Convert.ToHexStringLower(vaultId);

    /// <summary>Reads the text; false for any other, and where lines follow that are opaque to us.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Checkpoint? checkpoint)
    {
        checkpoint = null;
        if (text.Split('\n') is not [{ Length: > 0 } origin, var sizeText, var rootText, ""]
            || !ulong.TryParse(sizeText, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            || !StrictBase64.TryRead(rootText, out var root) || root.Length != MerkleHash.Length)
        {
            return false;
        }

        checkpoint = new Checkpoint(origin, size, MerkleHash.From(root));
        if (checkpoint.Text == text)
        {
            return true;
        }

        checkpoint = null;
        return false;
    }

    /// <summary>Reads a signed checkpoint of the journal that the key belongs to.</summary>
    /// <param name="note">From outside.</param>
    /// <param name="key">The journal's.</param>
    /// <param name="verify">Ed25519.</param>
    /// <param name="checkpoint">What it says, once its signature is known to be good.</param>
    /// <param name="reason">Why it is none, as the end of a sentence that begins with its name.</param>
    public static bool TryOpen(
        ReadOnlySpan<byte> note, NoteKey key, Ed25519Verify verify, [NotNullWhen(true)] out Checkpoint? checkpoint, out string reason)
    {
        checkpoint = null;
        if (!SignedNote.TryParse(note, out var signed))
        {
            reason = "is no signed note";
        }
        else if (!signed.IsSignedBy(key, verify))
        {
            reason = $"is not signed by {key.Name}";
        }
        else if (!TryParse(signed.Text, out var read) || read.Origin != key.Name)
        {
            reason = $"is no checkpoint of {key.Name}";
        }
        else
        {
            checkpoint = read;
            reason = "";
        }

        return checkpoint is not null;
    }
}
