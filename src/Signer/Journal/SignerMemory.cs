using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Countersign.Core.Budgets;
using Countersign.Core.Journal;
using Countersign.Core.Journal.Checkpoints;
using Countersign.Core.Journal.Entries;
using Countersign.Core.Records;
using Countersign.Signer.Custody;
using Countersign.Signer.Journal.Disk;
using Countersign.Signer.Journal.Memory;

namespace Countersign.Signer.Journal;

/// <summary>
/// The journal from before it is proven, and what the signer remembers by it. A signer without a journal, or with one that it refuses, runs in order to
/// say why, and does nothing else. Thread-safe.
/// </summary>
internal sealed class SignerMemory : IDisposable
{
    private const string KeyFile = "key";
    private const string HowToGoOn = "; restore the newer one, or go on without what is lost: countersign journal accept-loss";

    private readonly Lock _gate = new();
    private readonly JournalSettings _settings;
    private readonly TimeProvider _time;
    private readonly IJournalDisk? _disk;
    private volatile OpenedJournal _opened;
    private JournalState? _state;
    private bool _isUnlocked;

    /// <summary>Opens what is in the folder.</summary>
    /// <param name="disk">The folder; the memory's from here on.</param>
    /// <param name="settings">What the start notes of itself.</param>
    /// <param name="time">Stamps entries, and goes on with the budgets' clock.</param>
    public SignerMemory(IJournalDisk disk, JournalSettings settings, TimeProvider time)
    {
        (_disk, _settings, _time) = (disk, settings, time);
        _opened = OpenJournal(disk);
    }

    private SignerMemory(string refusal, JournalSettings settings, TimeProvider time) =>
        (_opened, _settings, _time) = (OpenedJournal.Refused(refusal), settings, time);

    /// <summary>The journal; null where there is none, or none that can be used.</summary>
    public SignerJournal? Journal => _opened.Journal;

    /// <summary>The budgets as the journal left them when it was opened; the caller's, and no part of the memory's own lock. Null without a journal.</summary>
    public Books? Books => _state?.Books;

    /// <summary>Who proves checkpoints, as the text of a public key; empty without a journal.</summary>
    public string PublicKey => _opened.Key?.ToString() ?? "";

    /// <summary>The newest checkpoint; empty before the first.</summary>
    public ReadOnlyMemory<byte> Checkpoint => Journal?.Checkpoint ?? default;

    /// <summary>Opens the folder, which exists. One that another signer has, or that the disk does not give, is refused to everyone who asks.</summary>
    public static SignerMemory Open(string folder, JournalSettings settings, TimeProvider time)
    {
        try
        {
            return FolderDisk.TryOpen(folder, out var disk, out var reason) ? new SignerMemory(disk, settings, time) : new SignerMemory(reason, settings, time);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new SignerMemory(Unreadable(folder, fault), settings, time);
        }
    }

    /// <summary>Makes the journal of a new vault, and its key; refuses where there is one.</summary>
    public bool TryCreate(KeyEncryptionKey lockKey, out string reason)
    {
        lock (_gate)
        {
            reason = _opened.IsMissing ? "" : Journal is null ? _opened.Reason : $"the journal {_disk!.Place} is there already; it belongs to an existing vault";
            if (reason.Length == 0)
            {
                Begin(lockKey);
            }

            return reason.Length == 0;
        }
    }

    /// <summary>Proves that the journal is this vault's, and that it is a continuation of what the vault has seen. From then on checkpoints are signed.</summary>
    /// <param name="lockKey">Of this vault.</param>
    /// <param name="seen">The newest checkpoint that the caller has kept; empty when it has none.</param>
    /// <param name="reason">Why not, and what to do.</param>
    public bool TryUnlock(KeyEncryptionKey lockKey, ReadOnlySpan<byte> seen, out string reason)
    {
        lock (_gate)
        {
            if (!TryProve(lockKey, out var key, out reason))
            {
                return false;
            }

            if (!IsContinuation(seen, out reason))
            {
                key.Dispose();
                reason += HowToGoOn;
                return false;
            }

            Journal!.OpenKey(key);
            Journal.Sync();
            _isUnlocked = true;
            return true;
        }
    }

    /// <summary>Whether the journal is a continuation of what the vault has seen, as far as can be told without the passphrase.</summary>
    public bool GoesOnFrom(ReadOnlySpan<byte> seen, out string reason)
    {
        lock (_gate)
        {
            reason = seen.IsEmpty || Journal is not null ? "" : _opened.Reason;
            var goesOn = reason.Length == 0 && (seen.IsEmpty || IsContinuation(seen, out reason));
            reason += goesOn || Journal is null ? "" : HowToGoOn;
            return goesOn;
        }
    }

    /// <summary>
    /// Goes on although entries are missing: with the journal that is there, or with a new one where it cannot be used; that one is kept aside. All
    /// budgets count as spent from now on.
    /// </summary>
    /// <param name="lockKey">Of this vault, just proven.</param>
    /// <param name="seen">The newest checkpoint that the vault has seen; empty when it has none.</param>
    /// <param name="outcome">What was done, or why nothing was.</param>
    public bool TryAcceptLoss(KeyEncryptionKey lockKey, ReadOnlySpan<byte> seen, out string outcome)
    {
        lock (_gate)
        {
            if (_disk is null)
            {
                outcome = _opened.Reason;
                return false;
            }

            string loss;
            if (TryProve(lockKey, out var key, out var reason))
            {
                if (IsContinuation(seen, out loss))
                {
                    key.Dispose();
                    outcome = "nothing is lost: the journal goes on from where the vault has seen it";
                    return false;
                }

                Journal!.OpenKey(key);
                outcome = "the journal goes on with what is there";
            }
            else
            {
                loss = reason;
                var aside = SetAside();
                var salvaged = _opened.Salvaged;
                Begin(lockKey);
                var restored = salvaged is not null && salvaged.VaultId.Span.SequenceEqual(lockKey.Header.VaultId.Span) ? salvaged.Marks.AppendTo(Journal!) : 0;
                outcome = string.Create(CultureInfo.InvariantCulture, $"a new journal is begun{aside}; {restored} marks of records were taken over from the old one");
            }

            ReadSeen(seen, out var size, out var root);
            Journal!.Append(owner: default, new LossAccepted { SeenSize = size, SeenRoot = root, Reason = Encoding.UTF8.GetBytes(loss) });
            Journal.Sync();
            _state = Journal.Remembered();
            return true;
        }
    }

    /// <summary>Whether a record that was just opened may be used; a higher version than before is remembered first. Its version is authentic.</summary>
    public bool TryAccept(RecordIdentity record, ulong version, ReadOnlySpan<byte> policyHash, out string reason)
    {
        lock (_gate)
        {
            if (!_isUnlocked)
            {
                throw new InvalidOperationException("a locked signer accepts no record");
            }

            reason = _state!.Marks.Refuse(record, version);
            if (reason.Length == 0 && version > _state.Marks.HighestVersion(record))
            {
                Journal!.Append(Encoding.ASCII.GetBytes(record.Owner.Value), new Accepted
                {
                    Record = record.Kind, Name = Encoding.ASCII.GetBytes(record.Name), RecordVersion = version, PolicyHash = policyHash,
                });
                _ = Journal.Commit();
                _state.Marks.Accept(record, version);
            }

            return reason.Length == 0;
        }
    }

    /// <summary>Refuses a record for ever; also when locked, and for one that the signer has never seen.</summary>
    public bool TryRevoke(RecordIdentity record, out string reason)
    {
        lock (_gate)
        {
            reason = Journal is null ? _opened.Reason : "";
            if (Journal is { } journal && !_state!.Marks.IsRevoked(record))
            {
                journal.Append(
                    Encoding.ASCII.GetBytes(record.Owner.Value), new Revoked { Record = record.Kind, Name = Encoding.ASCII.GetBytes(record.Name) });
                journal.Sync();
                _state.Marks.Revoke(record);
            }

            return reason.Length == 0;
        }
    }

    public bool IsRevoked(RecordIdentity record)
    {
        lock (_gate)
        {
            return _state?.Marks.IsRevoked(record) ?? false;
        }
    }

    /// <summary>Zero for a record that was never accepted.</summary>
    public ulong HighestVersion(RecordIdentity record)
    {
        lock (_gate)
        {
            return _state?.Marks.HighestVersion(record) ?? 0;
        }
    }

    /// <summary>A record was made and is about to be given to the operator.</summary>
    public void NoteSealed(SealedAct act, SealedRecord record)
    {
        Journal!.Append(Encoding.ASCII.GetBytes(record.Label.Owner.Value), new Sealed
        {
            Act = act,
            Record = record.Label.Kind,
            Name = Encoding.ASCII.GetBytes(record.Label.Name),
            RecordVersion = record.Label.Version,
            Digest = SHA256.HashData(record.ToBytes()),
        });
        Journal.Sync();
    }

    /// <summary>Something happened to the signer itself.</summary>
    public void Note<TEntry>(TEntry entry)
        where TEntry : IEntry<TEntry>, allows ref struct
    {
        Journal!.Append(owner: default, in entry);
        Journal.Sync();
    }

    /// <summary>The signer ends in order.</summary>
    public void End() => Journal?.End();

    public void Dispose()
    {
        Journal?.Dispose();
        _disk?.Dispose();
    }

    private static string Unreadable(string place, Exception fault) =>
        $"the journal {place} cannot be used: {fault.Message}; see the disk, then start the signer again";

    private OpenedJournal OpenJournal(IJournalDisk disk)
    {
        try
        {
            var opened = JournalOpening.Open(disk, _settings, _time);
            _state = opened.Journal?.Remembered();
            return opened;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return OpenedJournal.Refused(Unreadable(disk.Place, fault));
        }
    }

    private void Begin(KeyEncryptionKey lockKey)
    {
        var vaultId = lockKey.Header.VaultId.Span;
        var key = CheckpointKey.Create(Core.Journal.Checkpoints.Checkpoint.OriginOf(vaultId));
        _disk!.Replace(KeyFile, key.Seal(lockKey));
        JournalOpening.Begin(_disk, vaultId, key.Public, _time);
        _opened = OpenJournal(_disk);
        if (Journal is null)
        {
            throw new IOException(_opened.Reason);
        }

        Journal.OpenKey(key);
        Journal.Sync();
        _isUnlocked = true;
    }

    private bool TryProve(KeyEncryptionKey lockKey, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out CheckpointKey? key, out string reason)
    {
        key = null;
        reason = _opened.Reason;
        if (Journal is null)
        {
            return false;
        }

        if (!_state!.VaultId.Span.SequenceEqual(lockKey.Header.VaultId.Span))
        {
            reason = $"the journal {_disk!.Place} belongs to another vault; see that --home names the right one";
            return false;
        }

        if (_disk!.Read(KeyFile) is not { } bytes)
        {
            reason = $"the journal {_disk.Place} has lost its key; restore it from the newest backup";
            return false;
        }

        if (!CheckpointKey.TryOpen(lockKey, _state.Origin, bytes, out key, out reason))
        {
            reason = $"the key of the journal {_disk.Place} {reason}";
            return false;
        }

        if (!key.Public.PublicKey.SequenceEqual(_state.PublicKey.Span))
        {
            key.Dispose();
            reason = $"the journal {_disk.Place} was written by something other than the signer: its key is another; restore it from the newest backup";
            return false;
        }

        return true;
    }

    private bool IsContinuation(ReadOnlySpan<byte> seen, out string reason)
    {
        reason = "";
        if (seen.IsEmpty)
        {
            return true;
        }

        Journal!.Follow();
        if (!Core.Journal.Checkpoints.Checkpoint.TryOpen(seen, _opened.Key!, CheckpointKey.Verify, out var checkpoint, out var problem))
        {
            reason = $"the checkpoint that the vault has seen {problem}: the journal {_disk!.Place} is another";
        }
        else if (checkpoint.Size > Journal.Durable)
        {
            reason = string.Create(
                CultureInfo.InvariantCulture,
                $"the journal {_disk!.Place} ends at entry {Journal.Durable}, and its vault has seen it at {checkpoint.Size}: it is older");
        }
        else if (Journal.Root(checkpoint.Size) != checkpoint.Root)
        {
            reason = string.Create(
                CultureInfo.InvariantCulture, $"the journal {_disk!.Place} is another than its vault has seen: its first {checkpoint.Size} entries differ");
        }

        return reason.Length == 0;
    }

    // What is kept, if only to look at: the folder of the journal itself stays, because the signer may write nowhere else.
    private string SetAside()
    {
        Journal?.Dispose();
        var suffix = _time.GetUtcNow().ToString("'.lost-'yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        if (_opened.IsMissing)
        {
            return "";
        }

        _disk!.Delete(Snapshot.FileName);
        foreach (var path in (ReadOnlySpan<string>)[JournalLayout.EntriesFolder, JournalLayout.CheckpointFile, JournalLayout.PublicKeyFile, KeyFile])
        {
            _disk.Rename(path, path + suffix);
        }

        return $", and the old one is kept beside it as *{suffix}";
    }

    private static void ReadSeen(ReadOnlySpan<byte> seen, out ulong size, out byte[] root)
    {
        (size, root) = SignedNote.TryParse(seen, out var note) && Core.Journal.Checkpoints.Checkpoint.TryParse(note.Text, out var checkpoint)
            ? (checkpoint.Size, checkpoint.Root.Bytes.ToArray())
            : (0, []);
    }
}
