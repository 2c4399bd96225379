using System.Diagnostics.CodeAnalysis;
using Countersign.Core.Records;
using Countersign.Signer.Custody;
using Countersign.Signer.Interop;

namespace Countersign.Signer.State;

/// <summary>
/// What the signer knows by itself, so that a vault put back to yesterday does not deceive it: the highest version accepted of each
/// record, and what was revoked. Every change is durable before the call returns. Thread-safe.
/// </summary>
/// <remarks>
/// A locked signer can revoke but accept nothing. Whoever can write the file can revoke, and can take back what a locked signer revoked
/// until the next unlock folds it in; nothing else. That file and vault were put back together is seen only through the sequence
/// number that the caller keeps elsewhere.
/// </remarks>
internal sealed class SignerState : IDisposable
{
    // 64 MiB hold some 400,000 records.
    private const long MaxFileLength = 64 * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly FileStream _exclusive;
    private StateImage _image;
    private HmacState? _authenticator;
    private bool _faulted;

    private SignerState(string path, FileStream exclusive, StateImage image, HmacState? authenticator) =>
        (_path, _exclusive, _image, _authenticator) = (path, exclusive, image, authenticator);

    /// <summary>Counts authenticated writes; the caller keeps the highest it has seen beside the vault.</summary>
    public ulong Sequence
    {
        get
        {
            lock (_gate)
            {
                return _image.Sequence;
            }
        }
    }

    public bool IsUnlocked
    {
        get
        {
            lock (_gate)
            {
                return _authenticator is not null;
            }
        }
    }

    /// <summary>Makes the empty, unlocked state of a new vault.</summary>
    public static bool TryCreate(string path, KeyEncryptionKey lockKey, [NotNullWhen(true)] out SignerState? state, out string reason)
    {
        state = null;
        if (!TryHold(path, out FileStream? exclusive, out reason))
        {
            return false;
        }

        if (File.Exists(path))
        {
            exclusive.Dispose();
            reason = $"the signer's state {path} is there already; it belongs to an existing vault";
            return false;
        }

        var empty = new StateImage { VaultId = lockKey.Header.VaultId, Sequence = 0, Mac = default };
        state = new SignerState(path, exclusive, empty, new HmacState(lockKey.StateKey.Span));
        state.Write(empty);
        return true;
    }

    /// <summary>Opens the state of an existing vault, locked. Without its header it serves to revoke.</summary>
    public static bool TryOpen(string path, VaultHeader? header, [NotNullWhen(true)] out SignerState? state, out string reason)
    {
        state = null;
        if (!File.Exists(path))
        {
            reason = $"the signer's state {path} is missing although its vault exists; restore it from the newest backup";
            return false;
        }

        if (!TryHold(path, out FileStream? exclusive, out reason))
        {
            return false;
        }

        if (new FileInfo(path).Length > MaxFileLength || !StateImage.TryRead(File.ReadAllBytes(path), out StateImage? image))
        {
            reason = $"the signer's state {path} is damaged; restore it from the newest backup";
        }
        else if (header is not null && IsOfAnotherVault(image, header))
        {
            reason = AnotherVault(path);
        }
        else
        {
            state = new SignerState(path, exclusive, image, authenticator: null);
            return true;
        }

        exclusive.Dispose();
        return false;
    }

    /// <summary>Authenticates what is in the file and folds in what was revoked while it was locked.</summary>
    /// <param name="lockKey">Of this vault.</param>
    /// <param name="atLeast">The highest sequence that the caller has seen; 0 when it has seen none.</param>
    /// <param name="reason">Why not.</param>
    public bool TryUnlock(KeyEncryptionKey lockKey, ulong atLeast, out string reason)
    {
        lock (_gate)
        {
            ThrowIfFaulted();
            if (IsOfAnotherVault(_image, lockKey.Header))
            {
                reason = AnotherVault(_path);
                return false;
            }

            var authenticator = new HmacState(lockKey.StateKey.Span);
            Span<byte> mac = stackalloc byte[HmacState.MacLength];
            authenticator.Compute(_image.AuthenticatedBytes(), mac);
            reason = Sodium.sodium_memcmp(mac, _image.Mac.Span, HmacState.MacLength) != 0
                ? $"the signer's state {_path} was changed by something other than the signer; restore it from the newest backup"
                : _image.Sequence < atLeast
                    ? $"the signer's state {_path} is older than its vault ({_image.Sequence} < {atLeast}); restore the newer one"
                    : "";
            if (reason.Length > 0)
            {
                authenticator.Dispose();
                return false;
            }

            _authenticator?.Dispose();
            _authenticator = authenticator;
            if (!_image.Pending.IsEmpty)
            {
                Write(_image);
            }

            return true;
        }
    }

    /// <summary>Forgets the key. From now on only revocations are taken.</summary>
    public void Lock()
    {
        lock (_gate)
        {
            _authenticator?.Dispose();
            _authenticator = null;
        }
    }

    /// <summary>Whether a record may be used; a higher version than before is remembered first.</summary>
    /// <param name="record">A record that has just been opened: its version is authentic.</param>
    /// <param name="version">From its label.</param>
    /// <param name="reason">Why not.</param>
    public bool Accept(RecordIdentity record, ulong version, out string reason)
    {
        reason = AcceptAll([(record, version)])[0];
        return reason.Length == 0;
    }

    /// <summary>The same for many records with one durable write.</summary>
    /// <returns>For each record the reason why not; empty for those that are accepted.</returns>
    public IReadOnlyList<string> AcceptAll(IReadOnlyList<(RecordIdentity Record, ulong Version)> records)
    {
        lock (_gate)
        {
            ThrowIfFaulted();
            if (_authenticator is null)
            {
                throw new InvalidOperationException("a locked signer accepts no record");
            }

            var reasons = new string[records.Count];
            var marks = _image.Marks.ToBuilder();
            bool raised = false;
            for (int i = 0; i < records.Count; i++)
            {
                (RecordIdentity record, ulong version) = records[i];
                RecordMark mark = marks.GetValueOrDefault(record);
                reasons[i] = mark.Revoked ? $"{record} was revoked, which is for ever; take another name"
                    : version < mark.Highest ? $"{record} has version {version}, but the signer knows version {mark.Highest}: the vault was put back"
                    : "";
                if (reasons[i].Length == 0 && version > mark.Highest)
                {
                    marks[record] = new RecordMark(version, Revoked: false);
                    raised = true;
                }
            }

            if (raised)
            {
                Write(With(marks.ToImmutable()));
            }

            return reasons;
        }
    }

    /// <summary>Refuses every version of the record, for ever; also when locked, and for a record that the signer has never seen.</summary>
    public void Revoke(RecordIdentity record)
    {
        lock (_gate)
        {
            ThrowIfFaulted();
            if (IsRevokedHere(record))
            {
                return;
            }

            Write(new StateImage
            {
                VaultId = _image.VaultId,
                Sequence = _image.Sequence,
                Marks = _image.Marks,
                Mac = _image.Mac,
                Pending = _image.Pending.Add(record),
            });
        }
    }

    public bool IsRevoked(RecordIdentity record)
    {
        lock (_gate)
        {
            return IsRevokedHere(record);
        }
    }

    /// <summary>The highest version accepted so far; 0 when there was none. The next version of the record is one above it.</summary>
    public ulong HighestVersion(RecordIdentity record)
    {
        lock (_gate)
        {
            return _image.Marks.GetValueOrDefault(record).Highest;
        }
    }

    public void Dispose()
    {
        Lock();
        _exclusive.Dispose();
    }

    // Two signers on one file would each overwrite what the other has learnt.
    private static bool TryHold(string path, [NotNullWhen(true)] out FileStream? exclusive, out string reason)
    {
        exclusive = null;
        reason = "";
        try
        {
            exclusive = new FileStream(path + ".lock", new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
            return true;
        }
        catch (IOException) when (File.Exists(path + ".lock"))
        {
            reason = $"another signer uses the state {path}; stop it first";
            return false;
        }
    }

    private static bool IsOfAnotherVault(StateImage image, VaultHeader header) => !image.VaultId.Span.SequenceEqual(header.VaultId.Span);

    private static string AnotherVault(string path) =>
        $"the signer's state {path} belongs to another vault; see that --home names the right one";

    private bool IsRevokedHere(RecordIdentity record) =>
        _image.Marks.GetValueOrDefault(record).Revoked || _image.Pending.Contains(record);

    private StateImage With(System.Collections.Immutable.ImmutableSortedDictionary<RecordIdentity, RecordMark> marks) => new()
    {
        VaultId = _image.VaultId,
        Sequence = _image.Sequence,
        Marks = marks,
        Mac = _image.Mac,
        Pending = _image.Pending,
    };

    // Durable first, believed afterwards. When unlocked, what is pending becomes part of what is authenticated.
    private void Write(StateImage next)
    {
        StateImage written = _authenticator is null ? next : Authenticated(next, _authenticator);
        _faulted = true;
        AtomicFile.Replace(_path, written.ToBytes());
        _faulted = false;
        _image = written;
    }

    private static StateImage Authenticated(StateImage next, HmacState authenticator)
    {
        var marks = next.Marks.ToBuilder();
        foreach (RecordIdentity revoked in next.Pending)
        {
            marks[revoked] = marks.GetValueOrDefault(revoked) with { Revoked = true };
        }

        var mac = new byte[HmacState.MacLength];
        StateImage Image(ReadOnlyMemory<byte> proof) => new()
        {
            VaultId = next.VaultId,
            Sequence = checked(next.Sequence + 1),
            Marks = marks.ToImmutable(),
            Mac = proof,
        };
        authenticator.Compute(Image(default).AuthenticatedBytes(), mac);
        return Image(mac);
    }

    private void ThrowIfFaulted()
    {
        if (_faulted)
        {
            throw new IOException($"the signer's state {_path} could not be written; see the disk, then start the signer again");
        }
    }
}
