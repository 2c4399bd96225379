namespace Countersign.Core.Frames;

/// <summary>
/// The head that every frame has, and the two ways through it.
/// <code>
/// +---------+------+----------------------+
/// | version | type | fields of the type   |      one frame = one packet of a sequenced-packet socket,
/// |  u8 = 1 |  u8  | big-endian           |      at most 64 KiB; the kernel keeps the bounds
/// +---------+------+----------------------+
/// </code>
/// </summary>
public static class Frame
{
    public const byte Version = 1;

    /// <summary>The most bytes a frame has, its head included.</summary>
    public const int MaxLength = 64 * 1024;

    private const int HeadLength = 2;

    /// <summary>The type of a received packet, <see cref="FrameType.None"/> for what is not a frame of this version.</summary>
    public static FrameType TypeOf(ReadOnlySpan<byte> packet) =>
        packet.Length is >= HeadLength and <= MaxLength && packet[0] == Version ? (FrameType)packet[1] : FrameType.None;

    /// <summary>Reads a packet as a frame of the type wanted. False for any other packet; never throws.</summary>
    public static bool TryRead<TFrame>(ReadOnlySpan<byte> packet, out TFrame frame)
        where TFrame : IFrame<TFrame>, allows ref struct
    {
        if (TypeOf(packet) != TFrame.Type)
        {
            frame = default!;
            return false;
        }

        var reader = new FrameReader(packet[HeadLength..]);
        frame = TFrame.Read(ref reader);
        return reader.IsComplete;
    }

    /// <summary>Writes a frame and returns its length.</summary>
    /// <exception cref="ArgumentException">The frame does not fit the buffer: its writer had to check the limits first.</exception>
    public static int Write<TFrame>(scoped in TFrame frame, Span<byte> buffer)
        where TFrame : IFrame<TFrame>, allows ref struct
    {
        var writer = new FrameWriter(buffer);
        writer.Byte(Version);
        writer.Byte((byte)TFrame.Type);
        frame.Write(ref writer);
        return writer.Length;
    }
}
