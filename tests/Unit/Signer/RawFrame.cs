using Countersign.Core.Frames;

namespace Countersign.Unit.Signer;

/// <summary>A head of this version with a type that nobody knows, and any bytes behind it.</summary>
internal readonly ref struct RawFrame : IFrame<RawFrame>
{
    public static FrameType Type => (FrameType)0xEE;

    public required ReadOnlySpan<byte> Packet { get; init; }

    public static RawFrame Read(scoped ref FrameReader reader) => new() { Packet = reader.Bytes() };

    public void Write(scoped ref FrameWriter writer) => writer.Bytes(Packet);
}
