namespace Countersign.Core.Frames;

/// <summary>Operator to signer, with the passphrase's descriptor.</summary>
public readonly ref struct Unlock : IFrame<Unlock>
{
    public static FrameType Type => FrameType.Unlock;

    /// <summary>The vault's header.</summary>
    public required ReadOnlySpan<byte> Header { get; init; }

    /// <summary>The newest checkpoint of the journal that the vault has seen, a signed note; empty where it has seen none.</summary>
    public required ReadOnlySpan<byte> Checkpoint { get; init; }

    public static Unlock Read(scoped ref FrameReader reader) => new()
    {
        Header = reader.Bytes(),
        Checkpoint = reader.Bytes(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.Bytes(Header);
        writer.Bytes(Checkpoint);
    }
}
