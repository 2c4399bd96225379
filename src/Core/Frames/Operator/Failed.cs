namespace Countersign.Core.Frames;

/// <summary>Signer to operator: it is not done, and why.</summary>
public readonly ref struct Failed : IFrame<Failed>
{
    public static FrameType Type => FrameType.Failed;

    public required ReadOnlySpan<byte> Code { get; init; }

    public required ReadOnlySpan<byte> Sentence { get; init; }

    public static Failed Read(scoped ref FrameReader reader) => new()
    {
        Code = reader.Bytes(),
        Sentence = reader.Bytes(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.Bytes(Code);
        writer.Bytes(Sentence);
    }
}
