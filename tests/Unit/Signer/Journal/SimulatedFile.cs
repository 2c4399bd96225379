using System.Runtime.InteropServices;
using Countersign.Signer.Journal.Disk;

namespace Countersign.Unit.Signer.Journal;

/// <summary>A file of a <see cref="SimulatedDisk"/>: what is on the disk, and what only the operating system has.</summary>
internal sealed class SimulatedFile(SimulatedDisk disk) : IJournalFile
{
    // The smaller, the more often an entry is torn.
    private const int Sector = 32;

    private readonly List<byte> _current = [];
    private byte[] _durable = [];

    public SimulatedFile(SimulatedDisk disk, byte[] durable)
        : this(disk)
    {
        (_durable, HasDurableName) = (durable, true);
        _current.AddRange(durable);
    }

    /// <summary>Its folder was synced after it was made.</summary>
    public bool HasDurableName { get; set; }

    public long Length => _current.Count;

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        try
        {
            disk.Change();
        }
        catch (IOException)
        {
            Put(bytes[..(bytes.Length / 2)], offset);
            throw;
        }

        Put(bytes, offset);
    }

    public int Read(Span<byte> target, long offset)
    {
        var read = Math.Clamp(_current.Count - (int)offset, 0, target.Length);
        CollectionsMarshal.AsSpan(_current).Slice((int)Math.Min(offset, _current.Count), read).CopyTo(target);
        return read;
    }

    public void Truncate(long length)
    {
        if (disk.FailsToTruncate)
        {
            throw new IOException("input/output error");
        }

        CollectionsMarshal.SetCount(_current, (int)length);
    }

    public void Sync()
    {
        disk.Change();
        _durable = [.. _current];
    }

    public byte[] ToBytes() => [.. _current];

    public SimulatedFile Copy(SimulatedDisk to)
    {
        var copy = new SimulatedFile(to, _durable) { HasDurableName = HasDurableName };
        copy._current.Clear();
        copy._current.AddRange(_current);
        return copy;
    }

    public SimulatedFile AfterPowerLoss(SimulatedDisk to, Random random)
    {
        var (shorter, longer) = (Math.Min(_durable.Length, _current.Count), Math.Max(_durable.Length, _current.Count));
        var bytes = new byte[random.Next(4) switch { 0 => shorter, 1 => longer, _ => random.Next(shorter, longer + 1) }];
        var keepsAll = random.Next(4) == 0;
        for (var start = 0; start < bytes.Length; start += Sector)
        {
            // Once more: a sector that the disk was writing when the power went.
            var end = Math.Min(start + Sector, bytes.Length);
            var torn = random.Next(8) == 0 ? random.Next(start, end + 1) : end;
            var isNew = keepsAll || random.Next(2) == 0;
            for (var i = start; i < end; i++)
            {
                var source = isNew == i < torn && i < _current.Count ? _current[i] : i < _durable.Length ? _durable[i] : (byte)0;
                bytes[i] = i < _durable.Length && i < _current.Count && _durable[i] == _current[i] ? _durable[i] : source;
            }
        }

        return new SimulatedFile(to, bytes);
    }

    public void Dispose()
    {
        // Nothing is held.
    }

    private void Put(ReadOnlySpan<byte> bytes, long offset)
    {
        CollectionsMarshal.SetCount(_current, Math.Max(_current.Count, (int)offset + bytes.Length));
        bytes.CopyTo(CollectionsMarshal.AsSpan(_current)[(int)offset..]);
    }
}
