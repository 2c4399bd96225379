using System.Diagnostics.CodeAnalysis;
using Countersign.Core.Names;
using Countersign.Core.Records;
using Countersign.Signer.Memory;

namespace Countersign.Signer.Custody;

/// <summary>Makes, wraps and unwraps the data keys of owners. The wrap is bound to owner, version and the whole vault header.</summary>
internal static class DataKeys
{
    /// <summary>A new random data key for an owner, and its wrapped form for the vault.</summary>
    public static DataKey Create(KeyEncryptionKey lockKey, OwnerId owner, out WrappedDataKey wrapped)
    {
        var key = new DataKey(owner, version: 1, SecretBuffer.Random(RecordLimits.DataKey));
        wrapped = Wrap(lockKey, key);
        return key;
    }

    public static WrappedDataKey Wrap(KeyEncryptionKey lockKey, DataKey key)
    {
        byte[] associated = WrappedDataKey.AssociatedData(key.Owner, key.Version, lockKey.Header);
        byte[] ciphertext = Aead.Seal(lockKey.WrapKey, key.Key.Span, associated, out byte[] nonce);
        return new WrappedDataKey { Owner = key.Owner, Version = key.Version, Nonce = nonce, Ciphertext = ciphertext };
    }

    public static bool TryUnwrap(
        KeyEncryptionKey lockKey, WrappedDataKey wrapped, [NotNullWhen(true)] out DataKey? key, out string reason)
    {
        byte[] associated = WrappedDataKey.AssociatedData(wrapped.Owner, wrapped.Version, lockKey.Header);
        bool opened = Aead.TryOpen(lockKey.WrapKey, wrapped.Ciphertext.Span, associated, wrapped.Nonce.Span, out SecretBuffer? bytes);
        key = opened ? new DataKey(wrapped.Owner, wrapped.Version, bytes!) : null;
        reason = opened ? "" : $"the data key of {wrapped.Owner} does not open: it was changed, or belongs to another vault or lock";
        return opened;
    }

    /// <summary>Puts a new lock around the same data key: what changing the passphrase does. The records stay as they are.</summary>
    public static bool TryRewrap(
        KeyEncryptionKey oldLock, KeyEncryptionKey newLock, WrappedDataKey wrapped,
        [NotNullWhen(true)] out WrappedDataKey? rewrapped, out string reason)
    {
        rewrapped = null;
        if (!TryUnwrap(oldLock, wrapped, out DataKey? key, out reason))
        {
            return false;
        }

        using (key)
        {
            rewrapped = Wrap(newLock, key);
        }

        return true;
    }
}
