using System.Diagnostics.CodeAnalysis;
using Countersign.Core.Bytes;

namespace Countersign.Core.Records;

// size  field
//    n  label, see RecordLabel: in the clear, authenticated
//   24  nonce
//  4+n  ciphertext: the content and a 16-byte tag

/// <summary>
/// An exchange key or a bot with its policy, encrypted and authenticated under its owner's data key, so that only the signer opens it and
/// whoever stores it can neither read nor change it.
/// </summary>
public sealed class SealedRecord
{
    public required RecordLabel Label { get; init; }

    public required ReadOnlyMemory<byte> Nonce { get; init; }

    public required ReadOnlyMemory<byte> Ciphertext { get; init; }

    public byte[] ToBytes()
    {
        byte[] label = Label.ToBytes();
        var bytes = new byte[label.Length + RecordLimits.Nonce + 4 + Ciphertext.Length];
        var writer = new ByteWriter(bytes);
        writer.Bytes(label);
        writer.Bytes(Nonce.Span);
        writer.Field32(Ciphertext.Span);
        return bytes;
    }

    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out SealedRecord? record, out string reason)
    {
        record = null;
        if (bytes.Length > RecordLimits.SealedRecord)
        {
            reason = "the sealed record is longer than any record can be";
            return false;
        }

        var reader = new ByteReader(bytes);
        if (!RecordLabel.TryRead(ref reader, out RecordLabel? label, out reason))
        {
            return false;
        }

        ReadOnlySpan<byte> nonce = reader.Bytes(RecordLimits.Nonce);
        ReadOnlySpan<byte> ciphertext = reader.Field32(RecordLimits.Content + RecordLimits.Tag);
        if (!reader.Complete || ciphertext.Length <= RecordLimits.Tag)
        {
            reason = "the sealed record is damaged";
            return false;
        }

        record = new SealedRecord { Label = label, Nonce = nonce.ToArray(), Ciphertext = ciphertext.ToArray() };
        return true;
    }
}
