using Countersign.Core.Names;

namespace Countersign.Vault;

/// <summary>One owner's data key as it is stored: wrapped, so that only the signer with the passphrase opens it.</summary>
public sealed record StoredDataKey(OwnerId Owner, byte[] Wrapped);
