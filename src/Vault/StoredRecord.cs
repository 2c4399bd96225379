using Countersign.Core.Records;

namespace Countersign.Vault;

/// <summary>A sealed record as it is stored, under what it says about itself.</summary>
/// <param name="Identity">Whose it is, its kind and name.</param>
/// <param name="Version">From 1; each replacement counts up.</param>
/// <param name="Sealed">The sealed bytes; empty when the record is revoked.</param>
public sealed record StoredRecord(RecordIdentity Identity, ulong Version, byte[] Sealed)
{
    public bool IsRevoked => Sealed.Length == 0;
}
