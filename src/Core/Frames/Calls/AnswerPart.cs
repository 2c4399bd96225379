namespace Countersign.Core.Frames;

/// <summary>Courier to gateway: the next part of a body.</summary>
public readonly ref struct AnswerPart : IFrame<AnswerPart>
{
    public static FrameType Type => FrameType.AnswerPart;

    public required ulong Id { get; init; }

    public required ReadOnlySpan<byte> Body { get; init; }

    public static AnswerPart Read(scoped ref FrameReader reader) => new()
    {
        Id = reader.UInt64(),
        Body = reader.Bytes(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.UInt64(Id);
        writer.Bytes(Body);
    }
}
