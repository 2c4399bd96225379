namespace Countersign.Core.Frames;

/// <summary>Gateway to signer: the courier ended with this call in its hands; find out what became of it.</summary>
public readonly ref struct OutcomeAsk : IFrame<OutcomeAsk>
{
    public static FrameType Type => FrameType.OutcomeAsk;

    /// <summary>The id of the call.</summary>
    public required ulong Id { get; init; }

    public static OutcomeAsk Read(scoped ref FrameReader reader) => new()
    {
        Id = reader.UInt64(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.UInt64(Id);
    }
}
