using Countersign.Channels;
using Countersign.Core.Frames;
using Countersign.Core.Records;
using Countersign.Vault;

namespace Countersign.Cli.Operating;

/// <summary>Brings a freshly started signer to work: unlocks it, and loads what the vault holds.</summary>
internal static class Unlocking
{
    /// <summary>Gives it the data keys, unlocks it, then loads keys and bots in this order. A record that is refused keeps none of the others from working.</summary>
    /// <returns>Why the signer stays locked; null when it is unlocked.</returns>
    /// <exception cref="ChannelClosedException">The signer ended meanwhile.</exception>
    internal static SignerFailure? Run(OperatorChannel signer, IVault vault, Descriptor passphrase, Action<RefusedRecord> refused)
    {
        var header = vault.ReadHeader() ?? throw new CommandFailedException(
            ExitCode.Integrity, "integrity", "the vault has lost its header", "restore vault and journal from one backup");

        // The signer opens the data keys with the key that it derives from the passphrase and then forgets: they have to be there before.
        LoadDataKeys(signer, vault, refused);
        var failure = signer.Ask(new Unlock { Header = header, Checkpoint = vault.ReadCheckpoint() }, passphrase);
        if (failure is not null)
        {
            return failure;
        }

        Load(signer, vault, RecordKind.ExchangeKey, refused);
        Load(signer, vault, RecordKind.Bot, refused);
        vault.RememberCheckpoint(signer.Checkpoint);
        return null;
    }

    private static void LoadDataKeys(OperatorChannel signer, IVault vault, Action<RefusedRecord> refused)
    {
        foreach (var dataKey in vault.ListDataKeys())
        {
            if (signer.Ask(new LoadDataKey { DataKey = dataKey.Wrapped }) is { } failure)
            {
                refused(new RefusedRecord(new RecordIdentity(dataKey.Owner, RecordKind.None, "data key"), failure));
            }
        }
    }

    private static void Load(OperatorChannel signer, IVault vault, RecordKind kind, Action<RefusedRecord> refused)
    {
        foreach (var record in vault.List(kind).Where(record => !record.IsRevoked))
        {
            if (signer.Ask(new LoadRecord { Record = record.Sealed }) is { } failure)
            {
                refused(new RefusedRecord(record.Identity, failure));
            }
        }
    }
}
