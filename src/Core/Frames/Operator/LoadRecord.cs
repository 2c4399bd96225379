namespace Countersign.Core.Frames;

/// <summary>Operator to signer: a sealed record to open and use.</summary>
public readonly ref struct LoadRecord : IFrame<LoadRecord>
{
    public static FrameType Type => FrameType.LoadRecord;

    public required ReadOnlySpan<byte> Record { get; init; }

    public static LoadRecord Read(scoped ref FrameReader reader) => new()
    {
        Record = reader.Bytes(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.Bytes(Record);
    }
}
