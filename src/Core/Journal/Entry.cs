using System.Buffers.Binary;
using System.Numerics;
using Countersign.Core.Frames;

namespace Countersign.Core.Journal;

/// <summary>
/// A journal entry as it is stored and hashed.
/// <code>
/// +---------+------+-------+------+------------+-------+----------------+--------+
/// | version | kind | index | time | budgetTime | owner | fields by kind | CRC32C |     integers big-endian,
/// |  u8 = 1 |  u8  |  u64  |  i64 |    i64     | bytes |                |  u32   |     bytes: u32 length and bytes
/// +---------+------+-------+------+------------+-------+----------------+--------+
/// </code>
/// The checksum (RFC 3720, over all before it) tells a write that the power cut in two from a whole one; against people there is the Merkle tree.
/// </summary>
public static class Entry
{
    public const byte Version = 1;

    /// <summary>The most bytes an entry has: an entry bundle counts them in 16 bits.</summary>
    public const int MaxLength = ushort.MaxValue;

    private const int ChecksumLength = 4;

    /// <summary>Writes an entry and returns its length.</summary>
    /// <exception cref="ArgumentException">It does not fit the buffer: its writer had to check the limits first.</exception>
    public static int Write<TEntry>(in EntryHead head, scoped in TEntry entry, Span<byte> buffer)
        where TEntry : IEntry<TEntry>, allows ref struct
    {
        var writer = new FrameWriter(buffer[..^ChecksumLength]);
        writer.Byte(Version);
        writer.Byte((byte)TEntry.Kind);
        writer.UInt64(head.Index);
        writer.Int64(head.Time);
        writer.Int64(head.BudgetTime);
        writer.Bytes(head.Owner);
        entry.Write(ref writer);
        BinaryPrimitives.WriteUInt32BigEndian(buffer[writer.Length..], Checksum(buffer[..writer.Length]));
        return writer.Length + ChecksumLength;
    }

    /// <summary>Reads the head of a whole entry; false for bytes that are none. Never throws.</summary>
    public static bool TryReadHead(ReadOnlySpan<byte> bytes, out EntryKind kind, out EntryHead head) => TryReadHead(bytes, out kind, out head, out _);

    /// <summary>Reads the head of a whole entry, and leaves a reader of what is behind it. Never throws.</summary>
    public static bool TryReadHead(ReadOnlySpan<byte> bytes, out EntryKind kind, out EntryHead head, out FrameReader fields)
    {
        kind = EntryKind.None;
        head = default;
        fields = default;
        if (!IsWhole(bytes))
        {
            return false;
        }

        fields = new FrameReader(bytes[..^ChecksumLength]);
        return TryReadHead(ref fields, out kind, out head);
    }

    /// <summary>Reads an entry of the kind wanted. False for any other bytes; never throws.</summary>
    public static bool TryRead<TEntry>(ReadOnlySpan<byte> bytes, out EntryHead head, out TEntry entry)
        where TEntry : IEntry<TEntry>, allows ref struct
    {
        entry = default!;
        head = default;
        if (!IsWhole(bytes))
        {
            return false;
        }

        var reader = new FrameReader(bytes[..^ChecksumLength]);
        if (!TryReadHead(ref reader, out var kind, out head) || kind != TEntry.Kind)
        {
            return false;
        }

        entry = TEntry.Read(ref reader);
        return reader.IsComplete;
    }

    private static bool TryReadHead(scoped ref FrameReader reader, out EntryKind kind, out EntryHead head)
    {
        var version = reader.Byte();
        kind = (EntryKind)reader.Byte();
        head = new EntryHead { Index = reader.UInt64(), Time = reader.Int64(), BudgetTime = reader.Int64(), Owner = reader.Bytes() };
        return version == Version && kind != EntryKind.None && !reader.HasFailed;
    }

    private static bool IsWhole(ReadOnlySpan<byte> bytes) =>
        bytes.Length is > ChecksumLength and <= MaxLength
        && BinaryPrimitives.ReadUInt32BigEndian(bytes[^ChecksumLength..]) == Checksum(bytes[..^ChecksumLength]);

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (var b in bytes)
        {
            crc = BitOperations.Crc32C(crc, b);
        }

        return ~crc;
    }
}
