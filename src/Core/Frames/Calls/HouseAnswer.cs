namespace Countersign.Core.Frames;

/// <summary>Courier to signer: the exchange's answer to a house request.</summary>
public readonly ref struct HouseAnswer : IFrame<HouseAnswer>
{
    public static FrameType Type => FrameType.HouseAnswer;

    public required ulong Id { get; init; }

    /// <summary>The HTTP status, zero when there was no answer.</summary>
    public required ushort Status { get; init; }

    public required ReadOnlySpan<byte> Body { get; init; }

    public static HouseAnswer Read(scoped ref FrameReader reader) => new()
    {
        Id = reader.UInt64(),
        Status = reader.UInt16(),
        Body = reader.Bytes(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.UInt64(Id);
        writer.UInt16(Status);
        writer.Bytes(Body);
    }
}
