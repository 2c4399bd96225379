using System.Buffers.Binary;
using Countersign.Core.Journal;
using Countersign.Signer.Journal.Disk;

namespace Countersign.Signer.Journal;

/// <summary>
/// The signer's own record, to which entries are only ever added. What <see cref="Append"/> has taken outlives this process; what lies below
/// <see cref="Durable"/> outlives a power loss. After the first failure every call throws, and nothing may be signed. Thread-safe.
/// </summary>
internal sealed class SignerJournal : IDisposable
{
    private const int LengthPrefix = sizeof(ushort);

    private readonly Lock _appending = new();
    private readonly Lock _committing = new();
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(LengthPrefix + Entry.MaxLength, pinned: true);
    private readonly List<IJournalFile> _full = [];
    private readonly IJournalDisk _disk;
    private readonly TimeProvider _time;
    private readonly BudgetClock _clock;
    private IJournalFile _segment;
    private long _offset;
    private ulong _next;
    private ulong _durable;
    private bool _isNewSegment;
    private volatile string? _failure;

    /// <param name="disk">Its folder; the caller's.</param>
    /// <param name="next">Entries that it has, all of them durable.</param>
    /// <param name="clock">Goes on where the last of them stopped.</param>
    /// <param name="time">Stamps entries.</param>
    public SignerJournal(IJournalDisk disk, ulong next, BudgetClock clock, TimeProvider time)
    {
        (_disk, _next, _durable, _clock, _time) = (disk, next, next, clock, time);
        _segment = disk.Open(SegmentName.Of(next));
        _offset = _segment.Length;
        _isNewSegment = _offset == 0;
    }

    /// <summary>Entries appended: the index of the next.</summary>
    public ulong Next => Volatile.Read(ref _next);

    /// <summary>Entries that are on the disk.</summary>
    public ulong Durable => Volatile.Read(ref _durable);

    /// <summary>Now, by the clock that budgets count by, microseconds.</summary>
    public long BudgetTime => _clock.Now;

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
            var index = _next;
            var head = new EntryHead
            {
                Index = index,
                Time = (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond,
                BudgetTime = _clock.Now,
                Owner = owner,
            };
            var length = Entry.Write(in head, in entry, _buffer.AsSpan(LengthPrefix));
            BinaryPrimitives.WriteUInt16BigEndian(_buffer, (ushort)length);
            try
            {
                Write(_buffer.AsSpan(0, LengthPrefix + length));
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                throw Failed(fault);
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

    public void Dispose()
    {
        lock (_committing)
        {
            lock (_appending)
            {
                _failure ??= "the signer has ended";
                _segment.Dispose();
                _full.ForEach(static file => file.Dispose());
            }
        }
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        if (_next % SegmentName.Capacity == 0 && _offset > 0)
        {
            _full.Add(_segment);
            _segment = _disk.Open(SegmentName.Of(_next));
            _isNewSegment = true;
            _offset = 0;
        }

        _segment.Write(bytes, _offset);
        _offset += bytes.Length;
        Volatile.Write(ref _next, _next + 1);
    }

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

        try
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
                _disk.SyncFolder(SegmentName.Folder);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            lock (_appending)
            {
                throw Failed(fault);
            }
        }

        Volatile.Write(ref _durable, next);
        return next;
    }

    // What part of an entry came through is cut off; where even that fails, the next start does it.
    private JournalFailedException Failed(Exception fault)
    {
        _failure = $"the journal {_disk.Place} cannot be written: {fault.Message}; see the disk, then start the signer again";
        try
        {
            _segment.Truncate(_offset);
        }
        catch (Exception further) when (further is IOException or UnauthorizedAccessException)
        {
            _failure += $" (nor can it be cut back: {further.Message})";
        }

        return new JournalFailedException(_failure, fault);
    }

    private void ThrowIfFailed()
    {
        if (_failure is { } failure)
        {
            throw new JournalFailedException(failure, cause: null);
        }
    }
}
