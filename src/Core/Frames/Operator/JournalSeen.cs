namespace Countersign.Core.Frames;

/// <summary>Operator to signer, before anything is sealed on top of its journal: refused where the journal does not go on from what the vault has seen.</summary>
public readonly ref struct JournalSeen : IFrame<JournalSeen>
{
    public static FrameType Type => FrameType.JournalSeen;

    /// <summary>As in <see cref="Unlock"/>.</summary>
    public required ReadOnlySpan<byte> Checkpoint { get; init; }

    public static JournalSeen Read(scoped ref FrameReader reader) => new()
    {
        Checkpoint = reader.Bytes(),
    };

    public void Write(scoped ref FrameWriter writer) => writer.Bytes(Checkpoint);
}
