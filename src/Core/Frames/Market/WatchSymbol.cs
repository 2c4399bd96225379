namespace Countersign.Core.Frames;

/// <summary>Signer to courier: keep the facts of this spot symbol fresh from now on.</summary>
public readonly ref struct WatchSymbol : IFrame<WatchSymbol>
{
    public static FrameType Type => FrameType.WatchSymbol;

    public required ReadOnlySpan<byte> Symbol { get; init; }

    public static WatchSymbol Read(scoped ref FrameReader reader) => new()
    {
        Symbol = reader.Bytes(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.Bytes(Symbol);
    }
}
