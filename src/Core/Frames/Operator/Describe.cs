namespace Countersign.Core.Frames;

/// <summary>Operator to signer: what is this record, in words without secrets.</summary>
public readonly ref struct Describe : IFrame<Describe>
{
    public static FrameType Type => FrameType.Describe;

    public required byte Kind { get; init; }

    public required ReadOnlySpan<byte> Owner { get; init; }

    public required ReadOnlySpan<byte> Name { get; init; }

    public static Describe Read(scoped ref FrameReader reader) => new()
    {
        Kind = reader.Byte(),
        Owner = reader.Bytes(),
        Name = reader.Bytes(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.Byte(Kind);
        writer.Bytes(Owner);
        writer.Bytes(Name);
    }
}
