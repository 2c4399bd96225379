using Countersign.Core.Frames;

namespace Countersign.Core.Journal.Entries;

/// <summary>A key's id is about to go out without a signature, for market data that the exchange gives only to whoever names a key.</summary>
public readonly ref struct Passed : IEntry<Passed>
{
    public static EntryKind Kind => EntryKind.Passed;

    /// <summary>The bot whose API key was named; its secret was not proven.</summary>
    public required ReadOnlySpan<byte> Bot { get; init; }

    /// <summary>The exchange key's name, ASCII.</summary>
    public required ReadOnlySpan<byte> Key { get; init; }

    /// <summary>Where the bot called from, as the gateway says.</summary>
    public required ReadOnlySpan<byte> Source { get; init; }

    /// <summary>As in an entry of a signed request.</summary>
    public required ReadOnlySpan<byte> Endpoint { get; init; }

    /// <summary>The query.</summary>
    public required ReadOnlySpan<byte> Parameters { get; init; }

    public static Passed Read(scoped ref FrameReader reader) => new()
    {
        Bot = reader.Bytes(),
        Key = reader.Bytes(),
        Source = reader.Bytes(),
        Endpoint = reader.Bytes(),
        Parameters = reader.Bytes(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.Bytes(Bot);
        writer.Bytes(Key);
        writer.Bytes(Source);
        writer.Bytes(Endpoint);
        writer.Bytes(Parameters);
    }
}
