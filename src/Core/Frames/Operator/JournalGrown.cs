namespace Countersign.Core.Frames;

/// <summary>Signer to supervisor, every ten seconds while the journal grows: what the vault has to keep, so that an older journal is noticed.</summary>
public readonly ref struct JournalGrown : IFrame<JournalGrown>
{
    public static FrameType Type => FrameType.JournalGrown;

    /// <summary>The newest checkpoint, a signed note.</summary>
    public required ReadOnlySpan<byte> Checkpoint { get; init; }

    public static JournalGrown Read(scoped ref FrameReader reader) => new()
    {
        Checkpoint = reader.Bytes(),
    };

    public void Write(scoped ref FrameWriter writer) => writer.Bytes(Checkpoint);
}
