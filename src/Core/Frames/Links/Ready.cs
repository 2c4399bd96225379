namespace Countersign.Core.Frames;

/// <summary>A process to the supervisor: it works.</summary>
public readonly ref struct Ready : IFrame<Ready>
{
    public static FrameType Type => FrameType.Ready;

    /// <summary>The gateway's URL; empty for the others.</summary>
    public required ReadOnlySpan<byte> Detail { get; init; }

    public static Ready Read(scoped ref FrameReader reader) => new()
    {
        Detail = reader.Bytes(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.Bytes(Detail);
    }
}
