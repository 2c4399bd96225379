using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Countersign.Core.Journal.Merkle;

namespace Countersign.Core.Journal.Checkpoints;

/// <summary>
/// Everything that convinces a stranger, who has the journal's public key, that an entry is in it: the format is
/// <see href="https://c2sp.org/tlog-proof"/>, the entry's bytes are its extra data.
/// </summary>
public sealed class LogProof
{
    private const string Version = "c2sp.org/tlog-proof@v1";
    private const string ExtraStart = "extra ";
    private const string IndexStart = "index ";
    private const int MaxPath = 64;
    private const int MaxLength = 256 * 1024;

    private readonly byte[] _entry;
    private readonly MerkleHash[] _path;
    private readonly string _note;

    /// <param name="index">Of the entry.</param>
    /// <param name="entry">Its bytes.</param>
    /// <param name="path">The inclusion proof.</param>
    /// <param name="note">The signed checkpoint that it leads to.</param>
    public LogProof(ulong index, ReadOnlySpan<byte> entry, MerkleHash[] path, string note) =>
        (Index, _entry, _path, _note) = (index, entry.ToArray(), path, note);

    public ulong Index { get; }

    public ReadOnlySpan<byte> Entry => _entry;

    /// <summary>Is this the line that every proof begins with?</summary>
    public static bool IsBeginning(string line) => line == Version;

    /// <summary>Reads a proof; false for any other bytes, and for one without an entry. It verifies nothing.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out LogProof? proof)
    {
        proof = null;
        if (bytes.Length > MaxLength || !Utf8.IsValid(bytes))
        {
            return false;
        }

        var text = Encoding.UTF8.GetString(bytes);
        var gap = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (gap < 0 || text[..gap].Split('\n') is not [Version, var extra, var index, .. var hashes] || hashes.Length > MaxPath
            || !extra.StartsWith(ExtraStart, StringComparison.Ordinal) || !StrictBase64.TryRead(extra.AsSpan(ExtraStart.Length), out var entry)
            || !index.StartsWith(IndexStart, StringComparison.Ordinal)
            || !ulong.TryParse(index.AsSpan(IndexStart.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        var path = new MerkleHash[hashes.Length];
        for (var i = 0; i < path.Length; i++)
        {
            if (!StrictBase64.TryRead(hashes[i], out var hash) || hash.Length != MerkleHash.Length)
            {
                return false;
            }

            path[i] = MerkleHash.From(hash);
        }

        var read = new LogProof(number, entry, path, text[(gap + 2)..]);
        if (read.ToString() == text)
        {
            proof = read;
        }

        return proof is not null;
    }

    /// <summary>Does it show that the entry is in the journal that the key belongs to?</summary>
    /// <param name="key">The journal's.</param>
    /// <param name="verify">Ed25519.</param>
    /// <param name="checkpoint">That it leads to.</param>
    /// <param name="reason">Why it does not, as the end of a sentence that begins with its name.</param>
    public bool Proves(NoteKey key, Ed25519Verify verify, [NotNullWhen(true)] out Checkpoint? checkpoint, out string reason)
    {
        if (!Checkpoint.TryOpen(Encoding.UTF8.GetBytes(_note), key, verify, out checkpoint, out reason))
        {
            reason = "has a checkpoint that " + reason;
            return false;
        }

        if (MerkleProof.IsIncluded(MerkleHash.OfLeaf(_entry), Index, checkpoint.Size, _path, checkpoint.Root))
        {
            return true;
        }

        reason = string.Create(CultureInfo.InvariantCulture, $"does not lead from its entry at index {Index} to the root of its checkpoint");
        return false;
    }

    /// <summary>The proof's text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(Version).Append('\n')
            .Append(ExtraStart).Append(Convert.ToBase64String(_entry)).Append('\n')
            .Append(IndexStart).Append(CultureInfo.InvariantCulture, $"{Index}\n");
        foreach (var hash in _path)
        {
            text.Append(hash).Append('\n');
        }

        return text.Append('\n').Append(_note).ToString();
    }
}
