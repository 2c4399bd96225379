using Countersign.Core.Names;
using Countersign.Core.Records;

namespace Countersign.Vault;

/// <summary>
/// The store of sealed records. It keeps opaque bytes and can open none of them; what it says about a record is checked by the signer,
/// which opens the record. Every change is durable when the call returns. One implementation for each kind of store; all pass one suite.
/// </summary>
/// <remarks>Any call may throw <see cref="VaultException"/>: the store cannot be read or written, or is not a vault of this release.</remarks>
public interface IVault : IDisposable
{
    /// <summary>The vault's header; null when none was created yet.</summary>
    byte[]? ReadHeader();

    /// <summary>Stores the header of a new vault.</summary>
    /// <exception cref="VaultException">There is one already: replacing it would make every record unreadable.</exception>
    void Create(ReadOnlySpan<byte> header, ReadOnlySpan<byte> checkpoint);

    /// <summary>
    /// The checkpoint of the signer's journal with the most entries that was seen with this vault, a signed note, which the vault cannot verify; empty where
    /// none was. A signer that comes with a journal that does not go on from it was set back.
    /// </summary>
    byte[] ReadCheckpoint();

    /// <summary>Remembers a checkpoint that the signer reported; one of fewer entries, or an empty one, changes nothing.</summary>
    void RememberCheckpoint(ReadOnlySpan<byte> checkpoint);

    /// <summary>Remembers a checkpoint in place of any other: the operator has accepted that entries of the journal are lost.</summary>
    void ReplaceCheckpoint(ReadOnlySpan<byte> checkpoint);

    /// <summary>An owner's wrapped data key; null when the owner has none yet.</summary>
    byte[]? FindDataKey(OwnerId owner);

    /// <summary>All wrapped data keys, by owner.</summary>
    IReadOnlyList<StoredDataKey> ListDataKeys();

    /// <summary>Stores a new owner's data key and a record, or neither.</summary>
    /// <param name="record">Its version is above the stored one's.</param>
    /// <param name="newDataKey">The owner's wrapped data key; empty when the owner has one.</param>
    /// <param name="checkpoint">What the signer reported with them.</param>
    /// <exception cref="VaultException">The record is revoked or as old as the stored one, or the owner has another data key.</exception>
    void Store(StoredRecord record, ReadOnlySpan<byte> newDataKey, ReadOnlySpan<byte> checkpoint);

    /// <summary>One record, also a revoked one; null when there never was one of that name.</summary>
    StoredRecord? Find(RecordIdentity identity);

    /// <summary>All records of a kind, also revoked ones: by owner, then name.</summary>
    IReadOnlyList<StoredRecord> List(RecordKind kind);

    /// <summary>Drops a record's bytes and remembers that its name was revoked. Revoking what is not there, or again, changes nothing.</summary>
    void Revoke(RecordIdentity identity, ReadOnlySpan<byte> checkpoint);
}
