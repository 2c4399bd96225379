namespace Countersign.Core.Frames;

/// <summary>Operator to signer, with the passphrase's descriptor.</summary>
public readonly ref struct Unlock : IFrame<Unlock>
{
    public static FrameType Type => FrameType.Unlock;

    /// <summary>The vault's header.</summary>
    public required ReadOnlySpan<byte> Header { get; init; }

    /// <summary>The highest sequence of the signer's state that the vault has seen.</summary>
    public required ulong StateSequence { get; init; }

    public static Unlock Read(scoped ref FrameReader reader) => new()
    {
        Header = reader.Bytes(),
        StateSequence = reader.UInt64(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.Bytes(Header);
        writer.UInt64(StateSequence);
    }
}
