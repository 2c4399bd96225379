using System.Buffers.Binary;
using Countersign.Core.Journal;
using Countersign.Core.Journal.Entries;
using Countersign.Core.Journal.Merkle;
using Countersign.Signer.Journal.Disk;
using Countersign.Signer.Journal.Memory;

namespace Countersign.Signer.Journal;

/// <summary>
/// The signer's own record, to which entries are only ever added. What <see cref="Append"/> has taken outlives this process; what lies below
/// <see cref="Durable"/> outlives a power loss; what a checkpoint counts cannot be changed unseen. After the first failure every call throws, and nothing
/// may be signed. Thread-safe.
/// </summary>
internal sealed class SignerJournal : IDisposable
{
    private readonly Lock _appending = new();
    private readonly Lock _committing = new();
    private readonly Lock _digesting = new();
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(JournalLayout.LengthBytes + Entry.MaxLength, pinned: true);
    private readonly List<IJournalFile> _full = [];
    private readonly IJournalDisk _disk;
    private readonly JournalDigest _digest;
    private readonly TimeProvider _time;
    private readonly BudgetClock _clock;
    private CheckpointKey? _key;
    private IJournalFile _segment;
    private long _offset;
    private ulong _next;
    private ulong _durable;
    private bool _isNewSegment;
    private bool _hasEnded;
    private volatile string? _failure;
    private volatile byte[] _checkpoint = [];

    /// <param name="disk">Its folder; the caller's.</param>
    /// <param name="digest">At the end of what is there, all of which is durable.</param>
    /// <param name="clock">Goes on where the last entry stopped.</param>
    /// <param name="time">Stamps entries.</param>
    public SignerJournal(IJournalDisk disk, JournalDigest digest, BudgetClock clock, TimeProvider time)
    {
        (_disk, _digest, _next, _durable, _clock, _time) = (disk, digest, digest.Size, digest.Size, clock, time);
        _segment = disk.Open(Segment.Path(_next));
        _offset = _segment.Length;
        _isNewSegment = _offset == 0;
    }

    /// <summary>Entries appended: the index of the next.</summary>
    public ulong Next => Volatile.Read(ref _next);

    /// <summary>Entries that are on the disk.</summary>
    public ulong Durable => Volatile.Read(ref _durable);

    /// <summary>Now, by the clock that budgets count by, microseconds.</summary>
    public long BudgetTime => _clock.Now;

    /// <summary>The newest checkpoint, a signed note; empty before the first.</summary>
    public ReadOnlyMemory<byte> Checkpoint => _checkpoint;

    /// <summary>
    /// Adds an entry and returns its index. When it returns, a crash of this process does not lose it any more. Allocates nothing and
    /// waits for no disk.
    /// </summary>
    /// <param name="owner">Whose record it concerns; empty for the signer itself and for strangers.</param>
    /// <param name="entry">Fits <see cref="Entry.MaxLength"/>, which the caller has checked.</param>
    /// <exception cref="JournalFailedException">It is not recorded, and nothing will be.</exception>
    public ulong Append<TEntry>(ReadOnlySpan<byte> owner, scoped in TEntry entry)
        where TEntry : IEntry<TEntry>, allows ref struct
    {
        lock (_appending)
        {
            ThrowIfFailed();
            if (_hasEnded)
            {
                throw new JournalFailedException("the signer has ended", cause: null);
            }

            var index = _next;
            var head = new EntryHead
            {
                Index = index,
                Time = (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond,
                BudgetTime = _clock.Now,
                Owner = owner,
            };
            var length = Entry.Write(in head, in entry, _buffer.AsSpan(JournalLayout.LengthBytes));
            BinaryPrimitives.WriteUInt16BigEndian(_buffer, (ushort)length);
            try
            {
                Write(_buffer.AsSpan(0, JournalLayout.LengthBytes + length));
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                throw Failed(fault, CutBack());
            }

            return index;
        }
    }

    /// <summary>
    /// Makes durable what was appended before, and returns <see cref="Durable"/>. Those who come while it works are served by one sync together. Appending
    /// does not wait for it.
    /// </summary>
    /// <exception cref="JournalFailedException">The disk did not take it.</exception>
    public ulong Commit()
    {
        var wanted = Next;
        lock (_committing)
        {
            ThrowIfFailed();
            return wanted <= _durable ? _durable : SyncSegments();
        }
    }

    /// <summary>
    /// What an administrative act needs before it is answered: all so far is durable, and under a checkpoint where the key is open.
    /// </summary>
    /// <exception cref="JournalFailedException">The disk did not take it.</exception>
    public void Sync()
    {
        var durable = Commit();
        lock (_digesting)
        {
            Guarded(() => Digest(durable, withCheckpoint: true));
        }
    }

    /// <summary>The same without a checkpoint: for who is to sign one seldom.</summary>
    /// <exception cref="JournalFailedException">The disk did not take it.</exception>
    public void Follow()
    {
        var durable = Commit();
        lock (_digesting)
        {
            Guarded(() => Digest(durable, withCheckpoint: false));
        }
    }

    /// <summary>A copy of the state after all that is durable.</summary>
    public JournalState Remembered()
    {
        lock (_digesting)
        {
            return _digest.State.Copy();
        }
    }

    /// <summary>The root over the first entries.</summary>
    /// <param name="size">At most <see cref="Durable"/> after <see cref="Sync"/>.</param>
    public MerkleHash? Root(ulong size)
    {
        lock (_digesting)
        {
            return size > _digest.Size ? null : _digest.Root(size);
        }
    }

    /// <summary>From now on checkpoints are signed. The key is the journal's from here on.</summary>
    public void OpenKey(CheckpointKey key)
    {
        lock (_digesting)
        {
            _key?.Dispose();
            _key = key;
        }
    }

    /// <summary>The last entry: the signer ends in order. Nothing is taken after it.</summary>
    /// <exception cref="JournalFailedException">The disk did not take it; the next signer takes this one for crashed.</exception>
    public void End()
    {
        lock (_appending)
        {
            Append(owner: default, default(Ended));
            _hasEnded = true;
        }

        Sync();
        lock (_digesting)
        {
            if (_key is { } key)
            {
                Guarded(() => _digest.Snapshot(key));
            }
        }
    }

    public void Dispose()
    {
        lock (_committing)
        {
            lock (_appending)
            {
                _hasEnded = true;
                _failure ??= "the signer has ended";
                _segment.Dispose();
                _full.ForEach(static file => file.Dispose());
            }
        }

        lock (_digesting)
        {
            _digest.Dispose();
            _key?.Dispose();
        }
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        if (_next % JournalLayout.SegmentEntries == 0 && _offset > 0)
        {
            var segment = _disk.Open(Segment.Path(_next));
            _full.Add(_segment);
            (_segment, _offset, _isNewSegment) = (segment, 0, true);
        }

        _segment.Write(bytes, _offset);
        _offset += bytes.Length;
        Volatile.Write(ref _next, _next + 1);
    }

    // In the order in which they were written: a later segment is never durable without the earlier one.
    private ulong SyncSegments()
    {
        IJournalFile[] full;
        IJournalFile current;
        bool isNewSegment;
        ulong next;
        lock (_appending)
        {
            full = _full.Count == 0 ? [] : [.. _full];
            _full.Clear();
            (current, next, isNewSegment) = (_segment, _next, _isNewSegment);
            _isNewSegment = false;
        }

        Guarded(() =>
        {
            foreach (var file in full)
            {
                using (file)
                {
                    file.Sync();
                }
            }

            current.Sync();
            if (isNewSegment)
            {
                _disk.SyncFolder(JournalLayout.EntriesFolder);
            }
        });
        Volatile.Write(ref _durable, next);
        return next;
    }

    private void Digest(ulong durable, bool withCheckpoint)
    {
        for (var segmentEnd = NextSegment(_digest.Size); segmentEnd <= durable && _key is { } snapshotKey; segmentEnd = NextSegment(segmentEnd))
        {
            _digest.Advance(segmentEnd);
            _digest.Snapshot(snapshotKey);
        }

        _digest.Advance(durable);
        if (_digest.Size < durable)
        {
            throw new IOException($"entry {_digest.Size} does not read as it was written");
        }

        if (withCheckpoint && _key is { } key && _digest.Checkpoint(key) is { } checkpoint)
        {
            _checkpoint = checkpoint;
        }
    }

    private static ulong NextSegment(ulong size) => size - (size % JournalLayout.SegmentEntries) + JournalLayout.SegmentEntries;

    private void Guarded(Action work)
    {
        try
        {
            ThrowIfFailed();
            work();
        }
        catch (Exception fault) when (fault is IOException and not JournalFailedException or UnauthorizedAccessException)
        {
            throw Failed(fault);
        }
    }

    // What part of an entry came through is cut off; where even that fails, the next start does it.
    private string CutBack()
    {
        try
        {
            _segment.Truncate(_offset);
            return "";
        }
        catch (Exception further) when (further is IOException or UnauthorizedAccessException)
        {
            return $" (nor can it be cut back: {further.Message})";
        }
    }

    private JournalFailedException Failed(Exception fault, string further = "")
    {
        var failure = $"the journal {_disk.Place} cannot be written: {fault.Message}{further}; see the disk, then start the signer again";
        _failure = failure;
        return new JournalFailedException(failure, fault);
    }

    private void ThrowIfFailed()
    {
        if (_failure is { } failure)
        {
            throw new JournalFailedException(failure, cause: null);
        }
    }
}
