using System.Buffers.Binary;

namespace Countersign.Core.Bytes;

/// <summary>
/// Writes the primitives of our formats, on disk and between processes, into a span of the caller's, which may be guarded memory. It allocates nothing; a field
/// over its length prefix or a span too short is a bug of the caller.
/// </summary>
public ref struct ByteWriter(Span<byte> target)
{
    private readonly Span<byte> _target = target;

    public int Written { get; private set; }

    public void Bytes(scoped ReadOnlySpan<byte> value)
    {
        value.CopyTo(_target[Written..]);
        Written += value.Length;
    }

    public void U8(byte value)
    {
        _target[Written] = value;
        Written += 1;
    }

    public void U16(ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_target[Written..], value);
        Written += 2;
    }

    public void U32(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_target[Written..], value);
        Written += 4;
    }

    public void U64(ulong value)
    {
        BinaryPrimitives.WriteUInt64BigEndian(_target[Written..], value);
        Written += 8;
    }

    public void Field8(scoped ReadOnlySpan<byte> value)
    {
        U8(checked((byte)value.Length));
        Bytes(value);
    }

    /// <summary>A field of ASCII text, such as a name, behind a length of one byte.</summary>
    public void Field8(string ascii)
    {
        U8(checked((byte)ascii.Length));
        Written += System.Text.Encoding.ASCII.GetBytes(ascii, _target[Written..]);
    }

    public void Field16(scoped ReadOnlySpan<byte> value)
    {
        U16(checked((ushort)value.Length));
        Bytes(value);
    }

    public void Field32(scoped ReadOnlySpan<byte> value)
    {
        U32((uint)value.Length);
        Bytes(value);
    }
}
