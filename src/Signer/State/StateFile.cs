using Countersign.Core.Records;
using Countersign.Signer.Custody;

namespace Countersign.Signer.State;

/// <summary>The signer's state from before it is opened: which vault it belongs to is known only when an operator comes with the header. Thread-safe.</summary>
internal sealed class StateFile(string path)
{
    private readonly Lock _opening = new();
    private volatile SignerState? _state;

    /// <summary>Zero before the state is opened.</summary>
    public ulong Sequence => _state?.Sequence ?? 0;

    /// <summary>Makes the state of a new vault; refuses where there is one.</summary>
    public bool TryCreate(KeyEncryptionKey key, out string reason)
    {
        lock (_opening)
        {
            if (_state is not null)
            {
                reason = $"the signer's state {path} is there already; it belongs to an existing vault";
                return false;
            }

            var created = SignerState.TryCreate(path, key, out var state, out reason);
            _state = state;
            return created;
        }
    }

    /// <summary>Opens the state, if it is not open yet, and proves that only the signer wrote it.</summary>
    public bool TryUnlock(KeyEncryptionKey key, ulong vaultHasSeen, out string reason) =>
        TryOpen(key.Header, out reason) && _state!.TryUnlock(key, vaultHasSeen, out reason);

    /// <summary>Whether a record that was just opened may be used; the caller has unlocked the state.</summary>
    public bool TryAccept(RecordIdentity record, ulong version, out string reason) => Unlocked.Accept(record, version, out reason);

    /// <summary>Refuses a record for ever; works while locked.</summary>
    public bool TryRevoke(RecordIdentity record, out string reason)
    {
        if (!TryOpen(header: null, out reason))
        {
            return false;
        }

        _state!.Revoke(record);
        return true;
    }

    public bool IsRevoked(RecordIdentity record) => _state?.IsRevoked(record) ?? false;

    /// <summary>Zero for a record that was never accepted.</summary>
    public ulong HighestVersion(RecordIdentity record) => Unlocked.HighestVersion(record);

    private SignerState Unlocked => _state ?? throw new InvalidOperationException("the signer's state is not open");

    private bool TryOpen(VaultHeader? header, out string reason)
    {
        reason = "";
        lock (_opening)
        {
            if (_state is null && SignerState.TryOpen(path, header, out var state, out reason))
            {
                _state = state;
            }

            return _state is not null;
        }
    }
}
