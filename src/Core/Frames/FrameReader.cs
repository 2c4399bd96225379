using Countersign.Core.Bytes;

namespace Countersign.Core.Frames;

/// <summary>
/// Reads the fields of a frame. Total: what is not there reads as zero or empty and is remembered, so that one look at
/// <see cref="IsComplete"/> at the end decides.
/// </summary>
public ref struct FrameReader(ReadOnlySpan<byte> fields)
{
    private ByteReader _bytes = new(fields);
    private bool _failed;

    /// <summary>True when every field was there and nothing is left over.</summary>
    public readonly bool IsComplete => !_failed && _bytes.Complete;

    /// <summary>True when something that was read was missing or malformed.</summary>
    public readonly bool HasFailed => _failed || _bytes.Failed;

    public byte Byte() => _bytes.U8();

    /// <summary>A byte that is 0 or 1; any other value fails the frame.</summary>
    public bool Flag() => Choice(1) == 1;

    /// <summary>A byte that is at most <paramref name="highest"/>; any other value fails the frame.</summary>
    public byte Choice(byte highest)
    {
        var value = _bytes.U8();
        _failed |= value > highest;
        return value;
    }

    public ushort UInt16() => _bytes.U16();

    public uint UInt32() => _bytes.U32();

    public ulong UInt64() => _bytes.U64();

    public long Int64() => unchecked((long)_bytes.U64());

    /// <summary>A decimal in the four words of <see cref="decimal.GetBits(decimal)"/>; bits that are no decimal fail the frame.</summary>
    public decimal Decimal()
    {
        Span<int> words = stackalloc int[4];
        foreach (ref var word in words)
        {
            word = unchecked((int)_bytes.U32());
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
    public ReadOnlySpan<byte> Bytes() => _bytes.Field32(Frame.MaxLength);
}
