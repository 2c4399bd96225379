using System.Buffers.Binary;

namespace Countersign.Core.Bytes;

/// <summary>
/// Reads the primitives of our formats, on disk and between processes, from hostile bytes: big-endian numbers and length-prefixed fields. The first failure
/// sticks: every later read gives nothing, so a reader checks once, at its end.
/// </summary>
public ref struct ByteReader(ReadOnlySpan<byte> source)
{
    private ReadOnlySpan<byte> _rest = source;

    public bool Failed { get; private set; }

    /// <summary>True when everything was read, and nothing is left over.</summary>
    public readonly bool Complete => !Failed && _rest.IsEmpty;

    public ReadOnlySpan<byte> Bytes(int length)
    {
        if (Failed || length < 0 || length > _rest.Length)
        {
            Failed = true;
            return default;
        }

        ReadOnlySpan<byte> taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }

    /// <summary>All that is left.</summary>
    public ReadOnlySpan<byte> Rest() => Bytes(_rest.Length);

    public byte U8()
    {
        ReadOnlySpan<byte> taken = Bytes(1);
        return taken.IsEmpty ? (byte)0 : taken[0];
    }

    public ushort U16()
    {
        ReadOnlySpan<byte> taken = Bytes(2);
        return taken.IsEmpty ? (ushort)0 : BinaryPrimitives.ReadUInt16BigEndian(taken);
    }

    public uint U32()
    {
        ReadOnlySpan<byte> taken = Bytes(4);
        return taken.IsEmpty ? 0 : BinaryPrimitives.ReadUInt32BigEndian(taken);
    }

    public ulong U64()
    {
        ReadOnlySpan<byte> taken = Bytes(8);
        return taken.IsEmpty ? 0 : BinaryPrimitives.ReadUInt64BigEndian(taken);
    }

    /// <summary>Milliseconds since 1970; a negative time fails.</summary>
    public long Milliseconds()
    {
        ulong value = U64();
        Failed |= value > long.MaxValue;
        return Failed ? 0 : (long)value;
    }

    /// <summary>A field behind a length of one byte.</summary>
    public ReadOnlySpan<byte> Field8() => Bytes(U8());

    /// <summary>A field behind a length of two bytes, at most <paramref name="limit"/> bytes long.</summary>
    public ReadOnlySpan<byte> Field16(int limit) => Limited(U16(), limit);

    /// <summary>A field behind a length of four bytes, at most <paramref name="limit"/> bytes long.</summary>
    public ReadOnlySpan<byte> Field32(int limit) => Limited(U32(), limit);

    private ReadOnlySpan<byte> Limited(uint length, int limit) => Bytes(length > limit ? -1 : (int)length);
}
