using Countersign.Core.Names;
using Countersign.Signer.Memory;

namespace Countersign.Signer.Custody;

/// <summary>One owner's key, under which that owner's records are sealed. Held while the signer is unlocked.</summary>
internal sealed class DataKey(OwnerId owner, ulong version, SecretBuffer key) : IDisposable
{
    public OwnerId Owner { get; } = owner;

    public ulong Version { get; } = version;

    public SecretBuffer Key { get; } = key;

    public void Dispose() => Key.Dispose();
}
