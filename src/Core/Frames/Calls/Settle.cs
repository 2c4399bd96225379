namespace Countersign.Core.Frames;

/// <summary>Gateway to courier, after the signer ended: did this call reach you? Answered with NotReceived, or by the call's own answer.</summary>
public readonly ref struct Settle : IFrame<Settle>
{
    public static FrameType Type => FrameType.Settle;

    public required ulong Id { get; init; }

    /// <summary>Which life of the signer had it: the answer waits until that one's channel is read to its end.</summary>
    public required uint Generation { get; init; }

    public static Settle Read(scoped ref FrameReader reader) => new()
    {
        Id = reader.UInt64(),
        Generation = reader.UInt32(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.UInt64(Id);
        writer.UInt32(Generation);
    }
}
