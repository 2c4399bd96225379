namespace Countersign.Core.Frames;

/// <summary>Courier to signer: it is not known whether this call was executed; sign a question after it.</summary>
public readonly ref struct OutcomeWanted : IFrame<OutcomeWanted>
{
    public static FrameType Type => FrameType.OutcomeWanted;

    public required ulong Id { get; init; }

    public required ulong Sequence { get; init; }

    public static OutcomeWanted Read(scoped ref FrameReader reader) => new()
    {
        Id = reader.UInt64(),
        Sequence = reader.UInt64(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.UInt64(Id);
        writer.UInt64(Sequence);
    }
}
