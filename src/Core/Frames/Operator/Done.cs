namespace Countersign.Core.Frames;

/// <summary>Signer to operator: it is done; the fields depend on what was asked.</summary>
public readonly ref struct Done : IFrame<Done>
{
    public static FrameType Type => FrameType.Done;

    public required ReadOnlySpan<byte> First { get; init; }

    public required ReadOnlySpan<byte> Second { get; init; }

    public required ReadOnlySpan<byte> Third { get; init; }

    /// <summary>The journal's newest checkpoint after it, a signed note; empty before the first.</summary>
    public required ReadOnlySpan<byte> Checkpoint { get; init; }

    public static Done Read(scoped ref FrameReader reader) => new()
    {
        First = reader.Bytes(),
        Second = reader.Bytes(),
        Third = reader.Bytes(),
        Checkpoint = reader.Bytes(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.Bytes(First);
        writer.Bytes(Second);
        writer.Bytes(Third);
        writer.Bytes(Checkpoint);
    }
}
