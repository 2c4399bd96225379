namespace Countersign.Core.Frames;

/// <summary>Courier to signer: the exchange's clock against this machine's.</summary>
public readonly ref struct Clock : IFrame<Clock>
{
    public static FrameType Type => FrameType.Clock;

    /// <summary>Exchange minus here.</summary>
    public required long OffsetMicroseconds { get; init; }

    /// <summary>The error is at most half of it.</summary>
    public required uint RoundTripMicroseconds { get; init; }

    public static Clock Read(scoped ref FrameReader reader) => new()
    {
        OffsetMicroseconds = reader.Int64(),
        RoundTripMicroseconds = reader.UInt32(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.Int64(OffsetMicroseconds);
        writer.UInt32(RoundTripMicroseconds);
    }
}
