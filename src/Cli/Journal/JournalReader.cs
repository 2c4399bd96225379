using System.Buffers.Binary;
using Countersign.Core.Journal;
using Microsoft.Win32.SafeHandles;

namespace Countersign.Cli.Journal;

/// <summary>
/// Reads the entries of a journal in order, each of them whole and at its index, in memory that does not grow with the journal. It ends at the end, or at
/// <see cref="Damage"/>; a signer that writes at the same time does not disturb it.
/// </summary>
internal sealed class JournalReader(JournalFolder folder, ulong start = 0, long startOffset = 0) : IDisposable
{
    private readonly byte[] _buffer = new byte[256 * 1024];
    private SafeFileHandle? _file;
    private string _segment = "";
    private ulong _next = start;
    private long _filePosition;
    private int _from;
    private int _to;
    private int _length;

    /// <summary>The entry's index.</summary>
    internal ulong Index => _next - 1;

    /// <summary>The entry, until the next one is read.</summary>
    internal ReadOnlySpan<byte> Entry => _buffer.AsSpan(_from - _length, _length);

    /// <summary>Its head.</summary>
    internal EntryHead Head
    {
        get
        {
            _ = Core.Journal.Entry.TryReadHead(Entry, out _, out var head);
            return head;
        }
    }

    /// <summary>Where its length begins in its segment.</summary>
    internal long Offset => Position - _length - JournalLayout.LengthBytes;

    /// <summary>Where the next entry should begin in its segment.</summary>
    internal long NextOffset => _next % JournalLayout.SegmentEntries == 0 ? 0 : Position;

    /// <summary>Whole entries from index 0 to where it is now.</summary>
    internal ulong Size => _next;

    /// <summary>Why it ended before the end; none where everything there is was read.</summary>
    internal Damage? Damage { get; private set; }

    /// <summary>Bytes read so far.</summary>
    internal long BytesRead { get; private set; }

    // In the segment, of what was not taken yet.
    private long Position => _filePosition - (_to - _from);

    /// <summary>Goes to the next entry; false at the end and at damage.</summary>
    internal bool MoveNext()
    {
        if (Damage is not null || !IsInSegment() || !HasLength(out var length))
        {
            return false;
        }

        if (!Fill(JournalLayout.LengthBytes + length))
        {
            return Fail($"is cut short: {_to - _from} of {JournalLayout.LengthBytes + length} bytes are there");
        }

        var entry = _buffer.AsSpan(_from + JournalLayout.LengthBytes, length);
        if (!Core.Journal.Entry.TryReadHead(entry, out _, out var head))
        {
            return Fail("is not whole: its length, version or checksum is wrong");
        }

        if (head.Index != _next)
        {
            return Fail(FormattableString.Invariant($"says that it is entry {head.Index}"));
        }

        _from += JournalLayout.LengthBytes + length;
        _length = length;
        _next++;
        return true;
    }

    public void Dispose() => _file?.Dispose();

    private bool HasLength(out int length)
    {
        length = 0;
        if (Fill(JournalLayout.LengthBytes))
        {
            length = BinaryPrimitives.ReadUInt16BigEndian(_buffer.AsSpan(_from));
            return true;
        }

        return _from < _to ? Fail("is cut short in its length") : HasLater() && Fail("is missing: later segments are there");
    }

    private bool IsInSegment()
    {
        var isFirst = _file is null;
        if (!isFirst && _next % JournalLayout.SegmentEntries != 0)
        {
            return true;
        }

        if (!isFirst && Fill(1))
        {
            return Fail("is in the segment before its own");
        }

        _segment = JournalLayout.SegmentName(_next);
        _filePosition = isFirst ? startOffset : 0;
        (_from, _to, _length) = (0, 0, 0);
        _file?.Dispose();
        try
        {
            _file = File.OpenHandle(folder.SegmentFile(_segment), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
            return true;
        }
        catch (FileNotFoundException)
        {
            _file = null;
            return HasLater() && Fail("is missing: its segment is not there, later ones are");
        }
    }

    private bool HasLater() => folder.Segments() is [.., var last] && last > _next - (_next % JournalLayout.SegmentEntries);

    private bool Fail(string what)
    {
        Damage = new Damage(_next, _segment, Position, what);
        return false;
    }

    // Has at least so many bytes that were not taken yet, if the segment does.
    private bool Fill(int wanted)
    {
        if (_to - _from < wanted)
        {
            _buffer.AsSpan(_from.._to).CopyTo(_buffer);
            (_from, _to) = (0, _to - _from);
        }

        while (_to < wanted && RandomAccess.Read(_file!, _buffer.AsSpan(_to), _filePosition) is > 0 and var read)
        {
            _to += read;
            _filePosition += read;
            BytesRead += read;
        }

        return _to - _from >= wanted;
    }
}
