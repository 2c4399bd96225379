namespace Countersign.Core.Frames;

/// <summary>Signer to courier: the bot repeats a cancel bit by bit; give it the first one's answer.</summary>
public readonly ref struct RepeatCall : IFrame<RepeatCall>
{
    public static FrameType Type => FrameType.RepeatCall;

    public required ulong Id { get; init; }

    /// <summary>The sequence of the first.</summary>
    public required ulong Sequence { get; init; }

    public static RepeatCall Read(scoped ref FrameReader reader) => new()
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
