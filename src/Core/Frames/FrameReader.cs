using System.Buffers.Binary;

namespace Countersign.Core.Frames;

/// <summary>
/// Reads the fields of a frame. Total: what is not there reads as zero or empty and is remembered, so that one look at
/// <see cref="IsComplete"/> at the end decides.
/// </summary>
public ref struct FrameReader(ReadOnlySpan<byte> fields)
{
    private ReadOnlySpan<byte> _rest = fields;
    private bool _failed;

    /// <summary>True when every field was there and nothing is left over.</summary>
    public readonly bool IsComplete => !_failed && _rest.IsEmpty;

    public byte Byte()
    {
        var bytes = Take(1);
        return bytes.IsEmpty ? (byte)0 : bytes[0];
    }

    /// <summary>A byte that is 0 or 1; any other value fails the frame.</summary>
    public bool Flag()
    {
        var value = Byte();
        _failed |= value > 1;
        return value == 1;
    }

    /// <summary>A byte that is at most <paramref name="highest"/>; any other value fails the frame.</summary>
    public byte Choice(byte highest)
    {
        var value = Byte();
        _failed |= value > highest;
        return value;
    }

    public ushort UInt16()
    {
        var bytes = Take(sizeof(ushort));
        return bytes.IsEmpty ? (ushort)0 : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
    }

    public uint UInt32()
    {
        var bytes = Take(sizeof(uint));
        return bytes.IsEmpty ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    public ulong UInt64()
    {
        var bytes = Take(sizeof(ulong));
        return bytes.IsEmpty ? 0 : BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    public long Int64() => unchecked((long)UInt64());

    /// <summary>A decimal in the four words of <see cref="decimal.GetBits(decimal)"/>; bits that are no decimal fail the frame.</summary>
    public decimal Decimal()
    {
        var bytes = Take(4 * sizeof(int));
        if (bytes.IsEmpty)
        {
            return 0;
        }

        Span<int> words = stackalloc int[4];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(i * sizeof(int))..]);
        }

        const int scaleAndSign = unchecked((int)0x80FF0000);
        if ((words[3] & ~scaleAndSign) != 0 || ((words[3] >> 16) & 0xFF) > 28)
        {
            _failed = true;
            return 0;
        }

        return new decimal(words);
    }

    /// <summary>Bytes behind a 32-bit length.</summary>
    public ReadOnlySpan<byte> Bytes()
    {
        var length = UInt32();
        if (length > Frame.MaxLength)
        {
            _failed = true;
            return default;
        }

        return Take((int)length);
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (_failed || length > _rest.Length)
        {
            _failed = true;
            return default;
        }

        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
