using Countersign.Core.Bytes;

namespace Countersign.Core.Frames;

/// <summary>Writes the fields of a frame into the caller's buffer; more than it holds is an <see cref="ArgumentException"/>.</summary>
public ref struct FrameWriter(Span<byte> buffer)
{
    private ByteWriter _bytes = new(buffer);

    /// <summary>Bytes written so far.</summary>
    public readonly int Length => _bytes.Written;

    public void Byte(byte value) => _bytes.U8(value);

    public void Flag(bool value) => _bytes.U8(value ? (byte)1 : (byte)0);

    public void UInt16(ushort value) => _bytes.U16(value);

    public void UInt32(uint value) => _bytes.U32(value);

    public void UInt64(ulong value) => _bytes.U64(value);

    public void Int64(long value) => _bytes.U64(unchecked((ulong)value));

    public void Decimal(decimal value)
    {
        Span<int> words = stackalloc int[4];
        decimal.GetBits(value, words);
        foreach (var word in words)
        {
            _bytes.U32(unchecked((uint)word));
        }
    }

    public void Bytes(scoped ReadOnlySpan<byte> value) => _bytes.Field32(value);
}
