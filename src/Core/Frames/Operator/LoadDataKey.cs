namespace Countersign.Core.Frames;

/// <summary>Operator to signer: an owner's wrapped data key.</summary>
public readonly ref struct LoadDataKey : IFrame<LoadDataKey>
{
    public static FrameType Type => FrameType.LoadDataKey;

    public required ReadOnlySpan<byte> DataKey { get; init; }

    public static LoadDataKey Read(scoped ref FrameReader reader) => new()
    {
        DataKey = reader.Bytes(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.Bytes(DataKey);
    }
}
