using System.Buffers.Binary;

namespace Countersign.Core.Frames;

/// <summary>Writes the fields of a frame into the caller's buffer.</summary>
public ref struct FrameWriter(Span<byte> buffer)
{
    private readonly Span<byte> _buffer = buffer;

    /// <summary>Bytes written so far.</summary>
    public int Length { get; private set; }

    public void Byte(byte value) => Take(1)[0] = value;

    public void Flag(bool value) => Byte(value ? (byte)1 : (byte)0);

    public void UInt16(ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Take(sizeof(ushort)), value);

    public void UInt32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Take(sizeof(uint)), value);

    public void UInt64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Take(sizeof(ulong)), value);

    public void Int64(long value) => UInt64(unchecked((ulong)value));

    public void Decimal(decimal value)
    {
        Span<int> words = stackalloc int[4];
        decimal.GetBits(value, words);
        foreach (var word in words)
        {
            BinaryPrimitives.WriteInt32LittleEndian(Take(sizeof(int)), word);
        }
    }

    public void Bytes(scoped ReadOnlySpan<byte> value)
    {
        UInt32((uint)value.Length);
        value.CopyTo(Take(value.Length));
    }

    private Span<byte> Take(int length)
    {
        if (length > _buffer.Length - Length)
        {
            throw new ArgumentException("frame does not fit its buffer", nameof(length));
        }

        var taken = _buffer.Slice(Length, length);
        Length += length;
        return taken;
    }
}
