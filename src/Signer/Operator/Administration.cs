using Countersign.Channels;
using Countersign.Core.Frames;

namespace Countersign.Signer.Operator;

/// <summary>
/// What an operator may ask of the signer. One request at a time, whoever asks, but for revocations, and a passphrase that is being typed
/// holds nobody up. What loosens proves the passphrase anew, also when the signer is unlocked; what tightens needs nothing.
/// </summary>
internal sealed class Administration(
    Unlocking unlocking, Loading loading, KeyIssuing keys, TokenKeyIssuing tokenKeys, KeyActivation activation, KeyLimiting limiting, BotIssuing bots,
    StatusReport status, Lock gate)
{
    /// <summary>The newest checkpoint of the journal, for the vault to keep; empty before the first.</summary>
    public ReadOnlyMemory<byte> Checkpoint => unlocking.Checkpoint;

    public Reply CreateVault(CreateVault frame, ReceivedDescriptors descriptors)
    {
        lock (gate)
        {
            return unlocking.CreateVault(frame, descriptors);
        }
    }

    public Reply Unlock(Unlock frame, ReceivedDescriptors descriptors)
    {
        lock (gate)
        {
            return unlocking.Unlock(frame, descriptors);
        }
    }

    public Reply AcceptLoss(AcceptLoss frame, ReceivedDescriptors descriptors)
    {
        lock (gate)
        {
            return unlocking.AcceptLoss(frame, descriptors);
        }
    }

    public Reply JournalSeen(JournalSeen frame)
    {
        lock (gate)
        {
            return unlocking.JournalSeen(frame);
        }
    }

    public Reply LoadDataKey(LoadDataKey frame)
    {
        lock (gate)
        {
            return unlocking.LoadDataKey(frame);
        }
    }

    public Reply LoadRecord(LoadRecord frame)
    {
        lock (gate)
        {
            return loading.Load(frame.Record);
        }
    }

    public Reply GenerateKey(GenerateKey frame, ReceivedDescriptors descriptors)
    {
        lock (gate)
        {
            return keys.Generate(frame, descriptors);
        }
    }

    public Reply ImportKey(ImportKey frame, ReceivedDescriptors descriptors)
    {
        lock (gate)
        {
            return keys.Import(frame, descriptors);
        }
    }

    public Reply UseTokenKey(UseTokenKey frame, ReceivedDescriptors descriptors)
    {
        lock (gate)
        {
            return tokenKeys.Use(frame, descriptors);
        }
    }

    public Reply ActivateKey(ActivateKey frame, ReceivedDescriptors descriptors)
    {
        lock (gate)
        {
            return activation.Activate(frame, descriptors);
        }
    }

    public Reply LimitKey(LimitKey frame, ReceivedDescriptors descriptors)
    {
        lock (gate)
        {
            return limiting.Limit(frame, descriptors);
        }
    }

    public Reply AddBot(AddBot frame, ReceivedDescriptors descriptors)
    {
        lock (gate)
        {
            return bots.Add(frame, descriptors);
        }
    }

    /// <summary>Waits for nobody: another operator may sit before a passphrase prompt while a thief trades.</summary>
    public Reply Revoke(Revoke frame) => loading.Revoke(frame);

    public Reply Describe(Describe frame) => status.Describe(frame);

    public Reply Status() => status.Report();
}
