using Countersign.Core.Names;
using Countersign.Core.Records;
using Countersign.Signer.Custody;
using Xunit;

[assembly: AssemblyFixture(typeof(Countersign.Unit.Custody.OpenedLock))]

namespace Countersign.Unit.Custody;

/// <summary>One vault lock at the lowest accepted cost, made once for all tests, and one owner's data key behind it.</summary>
public sealed class OpenedLock : IDisposable
{
    public const string Passphrase = "correct horse battery staple";

    public OpenedLock()
    {
        using var passphrase = Secrets.Of(Passphrase);
        Key = KeyEncryptionKey.NewLock(RememberedRoots.Derive, passphrase, KdfCost.Floor);
        DataKey = DataKeys.Create(Key, OwnerId.Self, out WrappedDataKey wrapped);
        Wrapped = wrapped;
    }

    internal KeyEncryptionKey Key { get; }

    internal DataKey DataKey { get; }

    internal WrappedDataKey Wrapped { get; }

    public void Dispose()
    {
        DataKey.Dispose();
        Key.Dispose();
    }
}
