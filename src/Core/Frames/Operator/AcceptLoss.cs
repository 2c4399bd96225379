namespace Countersign.Core.Frames;

/// <summary>Operator to signer, with the passphrase's descriptor: go on although entries of the journal are missing; all budgets count as spent.</summary>
public readonly ref struct AcceptLoss : IFrame<AcceptLoss>
{
    public static FrameType Type => FrameType.AcceptLoss;

    /// <summary>The vault's header.</summary>
    public required ReadOnlySpan<byte> Header { get; init; }

    /// <summary>As in <see cref="Unlock"/>.</summary>
    public required ReadOnlySpan<byte> Checkpoint { get; init; }

    public static AcceptLoss Read(scoped ref FrameReader reader) => new()
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
