namespace Countersign.Core.Frames;

/// <summary>Courier to gateway: the ended signer never handed this call over, so it was not sent.</summary>
public readonly ref struct NotReceived : IFrame<NotReceived>
{
    public static FrameType Type => FrameType.NotReceived;

    public required ulong Id { get; init; }

    public static NotReceived Read(scoped ref FrameReader reader) => new()
    {
        Id = reader.UInt64(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.UInt64(Id);
    }
}
