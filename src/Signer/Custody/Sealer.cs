using System.Diagnostics.CodeAnalysis;
using Countersign.Core.Records;
using Countersign.Signer.Memory;

namespace Countersign.Signer.Custody;

/// <summary>
/// Seals and opens records under their owner's data key, with the whole label as associated data. Opening says that the signer once
/// sealed exactly this, not that it is the newest: the caller asks the signer's state about the version.
/// </summary>
internal static class Sealer
{
    /// <summary>Seals an encoded content.</summary>
    /// <exception cref="InvalidOperationException">The data key is another owner's.</exception>
    public static SealedRecord Seal(DataKey dataKey, RecordLabel label, SecretBuffer content)
    {
        if (label.Owner != dataKey.Owner)
        {
            throw new InvalidOperationException("a record is sealed under the data key of its own owner");
        }

        byte[] ciphertext = Aead.Seal(dataKey.Key, content.Span, label.ToBytes(), out byte[] nonce);
        return new SealedRecord { Label = label, Nonce = nonce, Ciphertext = ciphertext };
    }

    public static bool TryOpen(
        DataKey dataKey, SealedRecord record, [NotNullWhen(true)] out SecretBuffer? content, out string reason)
    {
        content = null;
        bool opened = record.Label.Owner == dataKey.Owner
            && Aead.TryOpen(dataKey.Key, record.Ciphertext.Span, record.Label.ToBytes(), record.Nonce.Span, out content);
        reason = opened ? "" : $"{record.Label.Identity} does not open: it was changed, or belongs to another owner, exchange or vault";
        return opened;
    }
}
