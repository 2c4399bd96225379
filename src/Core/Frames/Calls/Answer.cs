namespace Countersign.Core.Frames;

/// <summary>Courier to gateway: the exchange's answer, its first part.</summary>
public readonly ref struct Answer : IFrame<Answer>
{
    public static FrameType Type => FrameType.Answer;

    public required ulong Id { get; init; }

    /// <summary>The HTTP status.</summary>
    public required ushort Status { get; init; }

    /// <summary>Lines of 'name: value' ended by CR LF, only those that pass to bots.</summary>
    public required ReadOnlySpan<byte> Headers { get; init; }

    /// <summary>Bytes of the whole body.</summary>
    public required uint BodyLength { get; init; }

    /// <summary>The first part of the body; the rest follows in AnswerPart frames, in order.</summary>
    public required ReadOnlySpan<byte> Body { get; init; }

    public static Answer Read(scoped ref FrameReader reader) => new()
    {
        Id = reader.UInt64(),
        Status = reader.UInt16(),
        Headers = reader.Bytes(),
        BodyLength = reader.UInt32(),
        Body = reader.Bytes(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.UInt64(Id);
        writer.UInt16(Status);
        writer.Bytes(Headers);
        writer.UInt32(BodyLength);
        writer.Bytes(Body);
    }
}
