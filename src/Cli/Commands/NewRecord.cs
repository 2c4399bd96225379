using Countersign.Cli.Operating;
using Countersign.Core.Frames;
using Countersign.Vault;

namespace Countersign.Cli.Commands;

/// <summary>What the signer sealed for us, kept: first durably in the vault, then, where bots are served, in the running signer.</summary>
internal static class NewRecord
{
    /// <exception cref="CommandFailedException">The record is not what was asked for, or the running signer does not take it.</exception>
    internal static void Keep(SignerSession session, SqliteVault vault, byte[] record, byte[] newDataKey)
    {
        var label = CommandContext.LabelOf(record, "the signer's answer");
        vault.Store(new StoredRecord(label.Identity, label.Version, record), newDataKey, session.Signer.Checkpoint);
        if (!session.IsRunning)
        {
            return;
        }

        var failure = newDataKey.Length > 0 ? session.Signer.Ask(new LoadDataKey { DataKey = newDataKey }) : null;
        failure ??= session.Signer.Ask(new LoadRecord { Record = record });
        if (failure is not null)
        {
            Terminal.Output.Notice($"note: {label.Identity} is stored, but the running signer does not use it yet: {failure.Sentence}");
        }

        vault.RememberCheckpoint(session.Signer.Checkpoint);
    }
}
