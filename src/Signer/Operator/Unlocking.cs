using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Countersign.Channels;
using Countersign.Core.Frames;
using Countersign.Core.Names;
using Countersign.Core.Records;
using Countersign.Core.Records.Tokens;
using Countersign.Signer.Custody;
using Countersign.Signer.Custody.Tokens;
using Countersign.Signer.Enforcement;
using Countersign.Signer.Journal;
using Countersign.Signer.Memory;

namespace Countersign.Signer.Operator;

/// <summary>
/// The lock of the vault: proofs of the passphrase, the owners' data keys, and the signer's journal behind them. The key-encryption key
/// lives for one request; data keys stay while the signer is unlocked. The gate is held by whoever calls, and let go while someone types.
/// </summary>
internal sealed class Unlocking(
    TimeProvider time, PassphraseRoot derive, OpenTokens tokens, SignerMemory memory, Enforcer enforcer, Lock gate)
{
    private const int LeastPassphrase = 8;

    private readonly Dictionary<OwnerId, WrappedDataKey> _wrapped = [];
    private readonly Dictionary<OwnerId, DataKey> _dataKeys = [];
    private readonly long _started = time.GetTimestamp();

    /// <summary>The newest checkpoint of the journal, for the vault to keep; empty before the first.</summary>
    public ReadOnlyMemory<byte> Checkpoint => memory.Checkpoint;

    public bool IsUnlocked { get; private set; }

    public Reply CreateVault(CreateVault frame, ReceivedDescriptors descriptors)
    {
        if (!frame.Token.IsEmpty)
        {
            return CreateBehindToken(frame.Token, descriptors);
        }

        var cost = new KdfCost(frame.MemoryKibibytes, frame.Passes);
        if (cost.IsBelowFloor || cost.IsAboveCeiling)
        {
            return Reply.Fail(FailureCode.Invalid, "the key derivation takes 64 MiB to 4 GiB of memory and 3 to 64 passes");
        }

        if (!TryReadNewPassphrase(descriptors, out var passphrase, out var reason))
        {
            return Reply.Fail(FailureCode.Passphrase, reason);
        }

        using (passphrase)
        using (var key = KeyEncryptionKey.NewLock(derive, passphrase, cost))
        {
            return memory.TryCreate(key, out reason)
                ? new Reply { First = key.Header.ToBytes(), Second = Encoding.UTF8.GetBytes(memory.PublicKey) }
                : Reply.Fail(FailureCode.Integrity, reason);
        }
    }

    public Reply LoadDataKey(LoadDataKey frame)
    {
        if (!WrappedDataKey.TryRead(frame.DataKey, out var wrapped, out var reason))
        {
            return Reply.Fail(FailureCode.Integrity, reason);
        }

        if (IsUnlocked && !_dataKeys.ContainsKey(wrapped.Owner))
        {
            return Reply.Fail(FailureCode.Locked, $"the data key of {wrapped.Owner} came after the signer was unlocked: countersign unlock");
        }

        _wrapped[wrapped.Owner] = wrapped;
        return new Reply();
    }

    public Reply Unlock(Unlock frame, ReceivedDescriptors descriptors)
    {
        if (!TryDerive(frame.Header, descriptors, out var key, out var failure))
        {
            return failure;
        }

        using (key)
        {
            if (!memory.TryUnlock(key, frame.Checkpoint, out var reason))
            {
                return Reply.Fail(FailureCode.Integrity, reason);
            }

            foreach (var wrapped in _wrapped.Values)
            {
                if (!DataKeys.TryUnwrap(key, wrapped, out var dataKey, out reason))
                {
                    return Reply.Fail(FailureCode.Integrity, reason);
                }

                Keep(dataKey);
            }
        }

        // Until then the replay guard would refuse what bots stamp now, and they would take it for a wrong clock.
        var early = ReplayGuard.MaxAhead - time.GetElapsedTime(_started);
        if (early > TimeSpan.Zero)
        {
            Task.Delay(early, time).Wait();
        }

        memory.Note(default(Core.Journal.Entries.Unlocked));
        IsUnlocked = true;
        enforcer.IsLocked = false;
        return new Reply();
    }

    public Reply JournalSeen(JournalSeen frame) =>
        memory.GoesOnFrom(frame.Checkpoint, out var reason) ? new Reply() : Reply.Fail(FailureCode.Integrity, reason);

    public Reply AcceptLoss(AcceptLoss frame, ReceivedDescriptors descriptors)
    {
        if (!TryDerive(frame.Header, descriptors, out var key, out var failure))
        {
            return failure;
        }

        using (key)
        {
            return memory.TryAcceptLoss(key, frame.Checkpoint, out var outcome)
                ? new Reply { First = Encoding.UTF8.GetBytes(outcome), Second = Encoding.UTF8.GetBytes(memory.PublicKey) }
                : Reply.Fail(FailureCode.Invalid, outcome);
        }
    }

    /// <summary>
    /// Takes the passphrase's descriptor, and derives the key-encryption key that proves it. The journal is proven with it, so that
    /// nothing is issued on top of a damaged one.
    /// </summary>
    public bool TryProve(
        ReadOnlySpan<byte> header, ReceivedDescriptors descriptors,
        [NotNullWhen(true)] out KeyEncryptionKey? key, [NotNullWhen(false)] out Reply? failure)
    {
        if (!TryDerive(header, descriptors, out key, out failure))
        {
            return false;
        }

        if (memory.TryUnlock(key, seen: default, out var reason))
        {
            return true;
        }

        failure = Reply.Fail(FailureCode.Integrity, reason);
        key.Dispose();
        key = null;
        return false;
    }

    private bool TryDerive(
        ReadOnlySpan<byte> header, ReceivedDescriptors descriptors,
        [NotNullWhen(true)] out KeyEncryptionKey? key, [NotNullWhen(false)] out Reply? failure)
    {
        key = null;
        if (!VaultHeader.TryRead(header, out var vault, out var reason))
        {
            failure = Reply.Fail(FailureCode.Integrity, reason);
            return false;
        }

        if (vault.Token is null && new KdfCost(vault.MemoryKiB, vault.Passes) is { IsBelowFloor: true } or { IsAboveCeiling: true })
        {
            failure = Reply.Fail(FailureCode.Integrity, "the vault header was changed: its key derivation is out of bounds; restore the vault from a backup");
            return false;
        }

        SecretBuffer? secret;
        var given = vault.Token is { } token
            ? TryAskPin(descriptors, token.Key, out secret, out reason)
            : TryAskPassphrase(descriptors, "Passphrase: "u8, out secret, out reason);
        if (!given)
        {
            failure = Reply.Fail(FailureCode.Passphrase, reason);
            return false;
        }

        using (secret)
        {
            failure = Open(vault, secret!, out key);
            return failure is null;
        }
    }

    /// <summary>Asks for the PIN of a token; the gate is let go while someone types.</summary>
    public bool TryAskPin(ReceivedDescriptors descriptors, TokenUri uri, [NotNullWhen(true)] out SecretBuffer? pin, out string reason)
    {
        gate.Exit();
        try
        {
            pin = null;
            reason = "no PIN was given";
            using var descriptor = descriptors.Take();
            return descriptor is not null
                && SecretReader.TryReadLine(
                    descriptor.Number, Encoding.UTF8.GetBytes($"PIN of token {uri.Token}: "), TokenKeyContent.MaxPin, out pin, out reason,
                    () => descriptors.IsSenderGone, "PIN");
        }
        finally
        {
            gate.Enter();
        }
    }

    /// <summary>
    /// An owner's data key, which the caller disposes: the one that came with the request; where none came the one that is loaded, or else a new
    /// one. <paramref name="toKeep"/> is what the vault lacked and must keep.
    /// </summary>
    public bool TryOpenOrCreateDataKey(
        KeyEncryptionKey key, OwnerId owner, ReadOnlySpan<byte> given,
        [NotNullWhen(true)] out DataKey? dataKey, out WrappedDataKey? toKeep, out string reason)
    {
        toKeep = null;
        if (!given.IsEmpty)
        {
            return TryOpenDataKey(key, owner, given, out dataKey, out reason);
        }

        // Never a second data key for an owner that has one: what was sealed under the first would not open any more.
        if (_wrapped.TryGetValue(owner, out toKeep))
        {
            return DataKeys.TryUnwrap(key, toKeep, out dataKey, out reason);
        }

        dataKey = DataKeys.Create(key, owner, out toKeep);
        reason = "";
        if (IsUnlocked && DataKeys.TryUnwrap(key, toKeep, out var kept, out reason))
        {
            _wrapped[owner] = toKeep;
            Keep(kept);
        }

        return true;
    }

    /// <summary>The owner's data key that came with the request; the caller disposes it.</summary>
    public static bool TryOpenDataKey(
        KeyEncryptionKey key, OwnerId owner, ReadOnlySpan<byte> given, [NotNullWhen(true)] out DataKey? dataKey, out string reason)
    {
        dataKey = null;
        if (!WrappedDataKey.TryRead(given, out var wrapped, out reason))
        {
            return false;
        }

        if (wrapped.Owner != owner)
        {
            reason = $"the data key of {wrapped.Owner} was given for {owner}";
            return false;
        }

        return DataKeys.TryUnwrap(key, wrapped, out dataKey, out reason);
    }

    /// <summary>The data key of an owner while the signer is unlocked; null for an owner that was not loaded.</summary>
    public DataKey? Find(OwnerId owner) => _dataKeys.GetValueOrDefault(owner);

    /// <summary>Reads a line from the next descriptor into guarded memory.</summary>
    public static bool TryReadPassphrase(
        ReceivedDescriptors descriptors, ReadOnlySpan<byte> prompt, [NotNullWhen(true)] out SecretBuffer? passphrase, out string reason)
    {
        passphrase = null;
        reason = "no passphrase was given: --passphrase-file FILE";
        using var descriptor = descriptors.Take();
        return descriptor is not null
            && SecretReader.TryReadLine(
                descriptor.Number, prompt, SecretReader.MaxPassphrase, out passphrase, out reason, () => descriptors.IsSenderGone);
    }

    // A person may take his time, or leave. Revocation and the others do not wait for him: nothing was looked at or changed before.
    private bool TryAskPassphrase(
        ReceivedDescriptors descriptors, ReadOnlySpan<byte> prompt, [NotNullWhen(true)] out SecretBuffer? passphrase, out string reason)
    {
        gate.Exit();
        try
        {
            return TryReadPassphrase(descriptors, prompt, out passphrase, out reason);
        }
        finally
        {
            gate.Enter();
        }
    }

    private bool TryReadNewPassphrase(
        ReceivedDescriptors descriptors, [NotNullWhen(true)] out SecretBuffer? passphrase, out string reason)
    {
        if (!TryAskPassphrase(descriptors, "New passphrase: "u8, out passphrase, out reason) || descriptors.Count == 0)
        {
            return passphrase is not null && IsLongEnough(ref passphrase, out reason);
        }

        if (!IsLongEnough(ref passphrase, out reason))
        {
            return false;
        }

        if (TryAskPassphrase(descriptors, "Once more: "u8, out var again, out reason))
        {
            using (again)
            {
                if (CryptographicOperations.FixedTimeEquals(again.Span, passphrase!.Span))
                {
                    return true;
                }

                reason = "the two passphrases differ";
            }
        }

        passphrase!.Dispose();
        passphrase = null;
        return false;
    }

    // Whoever copies a backup may try passphrases for as long as he likes; the cost of a try does not save one of a few letters.
    private static bool IsLongEnough([NotNullWhen(true)] ref SecretBuffer? passphrase, out string reason)
    {
        reason = $"a passphrase has at least {LeastPassphrase} bytes; several words are easier to keep than odd characters";
        if (passphrase!.Span.Length >= LeastPassphrase)
        {
            return true;
        }

        passphrase.Dispose();
        passphrase = null;
        return false;
    }

    private Reply CreateBehindToken(ReadOnlySpan<byte> named, ReceivedDescriptors descriptors)
    {
        if (!TokenUri.TryRead(named, out var uri, out var reason))
        {
            return Reply.Fail(FailureCode.Invalid, reason);
        }

        if (!TryAskPin(descriptors, uri, out var pin, out reason))
        {
            return Reply.Fail(FailureCode.Passphrase, reason);
        }

        using (pin)
        {
            if (TokenRoot.TryMakeLock(tokens, uri, pin, out var key) is { } problem)
            {
                return Reply.Fail(problem.IsPin ? FailureCode.Passphrase : FailureCode.Token, problem.Sentence);
            }

            using (key)
            {
                return memory.TryCreate(key!, out reason)
                    ? new Reply { First = key!.Header.ToBytes() }
                    : Reply.Fail(FailureCode.Integrity, reason);
            }
        }
    }

    private Reply? Open(VaultHeader vault, SecretBuffer secret, out KeyEncryptionKey? key)
    {
        if (vault.Token is null)
        {
            return KeyEncryptionKey.TryDerive(derive, vault, secret, out key, out var reason) ? null : Reply.Fail(FailureCode.Passphrase, reason);
        }

        key = null;
        if (TokenRoot.TryDerive(tokens, vault, secret, out var root) is { } problem)
        {
            return Reply.Fail(problem.IsPin ? FailureCode.Passphrase : FailureCode.Token, problem.Sentence);
        }

        using (root)
        {
            return KeyEncryptionKey.TryOpen(vault, root!, out key) ? null : Reply.Fail(FailureCode.Integrity, "the vault header was changed: restore the vault from a backup");
        }
    }

    private void Keep(DataKey key)
    {
        if (_dataKeys.Remove(key.Owner, out var older))
        {
            older.Dispose();
        }

        _dataKeys[key.Owner] = key;
    }
}
