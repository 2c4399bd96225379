using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;

namespace Countersign.Core.Journal.Checkpoints;

/// <summary>
/// Text with signatures, in the format of <see href="https://c2sp.org/signed-note"/>. Whoever reads one must ignore its text until <see cref="IsSignedBy"/>.
/// </summary>
public sealed class SignedNote
{
    /// <summary>The most bytes of a note that is read.</summary>
    public const int MaxLength = 64 * 1024;

    private const int KeyIdLength = 4;
    private const int MaxSignatures = 64;
    private const string LineStart = "— ";

    private SignedNote(string text, NoteSignature[] signatures) => (Text, Signatures) = (text, signatures);

    /// <summary>What is signed, with the line feed at its end.</summary>
    public string Text { get; }

    public IReadOnlyList<NoteSignature> Signatures { get; }

    /// <summary>A note from its text, which ends with a line feed, and a signature over the text's UTF-8.</summary>
    public static string Write(string text, NoteKey key, ReadOnlySpan<byte> signature)
    {
        Span<byte> id = stackalloc byte[KeyIdLength];
        BinaryPrimitives.WriteUInt32BigEndian(id, key.Id);
        return $"{text}\n{LineStart}{key.Name} {Convert.ToBase64String([.. id, .. signature])}\n";
    }

    /// <summary>Takes a note apart; false for any other bytes. It verifies nothing.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out SignedNote? note)
    {
        note = null;
        if (bytes.Length > MaxLength || !Utf8.IsValid(bytes))
        {
            return false;
        }

        var whole = Encoding.UTF8.GetString(bytes);
        var gap = whole.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (gap < 0 || whole[^1] != '\n' || HasControls(whole))
        {
            return false;
        }

        var lines = whole[(gap + 2)..].Split('\n')[..^1];
        var signatures = new NoteSignature[lines.Length];
        if (lines.Length is 0 or > MaxSignatures)
        {
            return false;
        }

        for (var i = 0; i < lines.Length; i++)
        {
            if (!TryParseLine(lines[i], out var signature))
            {
                return false;
            }

            signatures[i] = signature;
        }

        note = new SignedNote(whole[..(gap + 1)], signatures);
        return true;
    }

    /// <summary>
    /// True when a signature of the key is there and every one of them is right; those of other keys (a witness's) are passed over.
    /// </summary>
    public bool IsSignedBy(NoteKey key, Ed25519Verify verify)
    {
        var message = Encoding.UTF8.GetBytes(Text);
        var found = false;
        foreach (var signature in Signatures)
        {
            if (signature.Name != key.Name || signature.KeyId != key.Id)
            {
                continue;
            }

            if (signature.Signature.Length != NoteKey.SignatureLength || !verify(key.PublicKey, message, signature.Signature.Span))
            {
                return false;
            }

            found = true;
        }

        return found;
    }

    private static bool TryParseLine(string line, [NotNullWhen(true)] out NoteSignature? signature)
    {
        signature = null;
        if (!line.StartsWith(LineStart, StringComparison.Ordinal) || line[LineStart.Length..].Split(' ') is not [var name, var encoded]
            || !NoteKey.IsName(name) || !StrictBase64.TryRead(encoded, out var bytes) || bytes.Length <= KeyIdLength)
        {
            return false;
        }

        signature = new NoteSignature(name, BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes.AsMemory(KeyIdLength));
        return true;
    }

    private static bool HasControls(string text) => text.AsSpan().ContainsAnyInRange('\0', '\u0009') || text.AsSpan().ContainsAnyInRange('\u000B', '\u001F');
}
