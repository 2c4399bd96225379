using System.Diagnostics.CodeAnalysis;
using Countersign.Core.Bytes;
using Countersign.Core.Journal.Checkpoints;
using Countersign.Signer.Journal.Memory;

namespace Countersign.Signer.Journal;

/// <summary>
/// What was derived from the first entries, so that a start need not read them again. A cache: without it, or with a bad one, the journal is read from its
/// beginning.
/// <code>
/// +--------+-------------+--------+--------------+-------+-------------------------------------------+
/// | "CSSN" | version = 1 | offset | state        | tree  | Ed25519 signature of the checkpoint key,  |    offset: where the next entry begins
/// |   4    |     u8      |  u64   | u32 and bytes|       | over all before it; 64                    |    in its segment
/// +--------+-------------+--------+--------------+-------+-------------------------------------------+
/// </code>
/// </summary>
/// <param name="Offset">Where the next entry begins in its segment.</param>
/// <param name="State">After the entries that the tree counts.</param>
/// <param name="Tree">Over them.</param>
internal sealed record Snapshot(long Offset, JournalState State, JournalTree Tree)
{
    public const string FileName = "snapshot";

    private const int HeadLength = 5 + sizeof(ulong) + sizeof(uint);

    private static ReadOnlySpan<byte> Magic => "CSSN\u0001"u8;

    public byte[] ToBytes(CheckpointKey key)
    {
        var state = State.ToBytes();
        var bytes = new byte[HeadLength + state.Length + Tree.Length + NoteKey.SignatureLength];
        var writer = new ByteWriter(bytes);
        writer.Bytes(Magic);
        writer.U64((ulong)Offset);
        writer.Field32(state);
        Tree.Write(ref writer);
        key.Sign(bytes.AsSpan(0, writer.Written), bytes.AsSpan(writer.Written));
        return bytes;
    }

    /// <summary>Reads a snapshot that the key signed; false for any other bytes.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> publicKey, [NotNullWhen(true)] out Snapshot? snapshot)
    {
        snapshot = null;
        if (bytes.Length < HeadLength + NoteKey.SignatureLength || !bytes.StartsWith(Magic)
            || !CheckpointKey.Verify(publicKey, bytes[..^NoteKey.SignatureLength], bytes[^NoteKey.SignatureLength..]))
        {
            return false;
        }

        var reader = new ByteReader(bytes[Magic.Length..^NoteKey.SignatureLength]);
        var offset = reader.U64();
        if (!JournalState.TryRead(reader.Field32(int.MaxValue), out var state) || !JournalTree.TryRead(ref reader, out var tree)
            || !reader.Complete || !state.PublicKey.Span.SequenceEqual(publicKey))
        {
            return false;
        }

        snapshot = new Snapshot((long)offset, state, tree);
        return true;
    }
}
