using System.Buffers.Binary;
using Countersign.Core.Journal;
using Countersign.Signer.Journal.Disk;

namespace Countersign.Signer.Journal;

/// <summary>Reads entries in order, over the bounds of segments, from any place that the caller knows to be the beginning of one. Not thread-safe.</summary>
internal sealed class EntryReader(IJournalDisk disk, ulong index, long offset) : IDisposable
{
    private const int BufferLength = 4 * (JournalLayout.LengthBytes + Entry.MaxLength);

    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(BufferLength);
    private IJournalFile? _segment;
    private int _start;
    private int _end;

    /// <summary>Of the next entry.</summary>
    public ulong Index { get; private set; } = index;

    /// <summary>Where the next entry begins in its segment.</summary>
    public long Offset { get; private set; } = offset;

    /// <summary>Reads the next entry, which is whole and has the right index. Its bytes stay until the next call.</summary>
    public EntryReading Read(out EntryKind kind, out EntryHead head, out ReadOnlySpan<byte> entry)
    {
        kind = EntryKind.None;
        head = default;
        entry = default;
        if (Index % JournalLayout.SegmentEntries == 0 && Offset > 0)
        {
            Dispose();
            Offset = 0;
        }

        _segment ??= disk.OpenExisting(Segment.Path(Index));
        if (_segment is null || !Fill(JournalLayout.LengthBytes))
        {
            return (_segment is null || (_start == _end && Offset == _segment.Length)) && !HasLaterSegment() ? EntryReading.End : EntryReading.Damaged;
        }

        var length = BinaryPrimitives.ReadUInt16BigEndian(_buffer.AsSpan(_start));
        if (!Fill(JournalLayout.LengthBytes + length))
        {
            return EntryReading.Damaged;
        }

        entry = _buffer.AsSpan(_start + JournalLayout.LengthBytes, length);
        if (!Entry.TryReadHead(entry, out kind, out head) || head.Index != Index)
        {
            return EntryReading.Damaged;
        }

        _start += JournalLayout.LengthBytes + length;
        Offset += JournalLayout.LengthBytes + length;
        Index++;
        return EntryReading.Entry;
    }

    public void Dispose()
    {
        _segment?.Dispose();
        _segment = null;
        (_start, _end) = (0, 0);
    }

    private bool HasLaterSegment() => disk.List(JournalLayout.EntriesFolder)
        .Any(name => JournalLayout.TryParseSegmentName(name, out var first) && first > Index);

    private bool Fill(int length)
    {
        if (_end - _start >= length)
        {
            return true;
        }

        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        for (var read = 1; read > 0 && _end < _buffer.Length; _end += read)
        {
            read = _segment!.Read(_buffer.AsSpan(_end), Offset + _end);
        }

        return _end >= length;
    }
}
