namespace Countersign.Core.Frames;

/// <summary>A process to the supervisor: it works.</summary>
public readonly ref struct Ready : IFrame<Ready>
{
    public static FrameType Type => FrameType.Ready;

    /// <summary>The gateway's URL; empty for the others.</summary>
    public required ReadOnlySpan<byte> Detail { get; init; }

    /// <summary>What the process got of its confinement: a line of UTF-8 for each measure, <c>name state detail</c>.</summary>
    public required ReadOnlySpan<byte> Confinement { get; init; }

    public static Ready Read(scoped ref FrameReader reader) => new()
    {
        Detail = reader.Bytes(),
        Confinement = reader.Bytes(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.Bytes(Detail);
        writer.Bytes(Confinement);
    }
}
