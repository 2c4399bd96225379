namespace Countersign.Core.Frames;

/// <summary>Signer to operator: it is done; the fields depend on what was asked.</summary>
public readonly ref struct Done : IFrame<Done>
{
    public static FrameType Type => FrameType.Done;

    public required ReadOnlySpan<byte> First { get; init; }

    public required ReadOnlySpan<byte> Second { get; init; }

    public required ReadOnlySpan<byte> Third { get; init; }

    /// <summary>The sequence of the signer's state after it.</summary>
    public required ulong StateSequence { get; init; }

    public static Done Read(scoped ref FrameReader reader) => new()
    {
        First = reader.Bytes(),
        Second = reader.Bytes(),
        Third = reader.Bytes(),
        StateSequence = reader.UInt64(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.Bytes(First);
        writer.Bytes(Second);
        writer.Bytes(Third);
        writer.UInt64(StateSequence);
    }
}
