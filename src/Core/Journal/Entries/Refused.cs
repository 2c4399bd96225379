using Countersign.Core.Frames;

namespace Countersign.Core.Journal.Entries;

/// <summary>A request of a bot or an operator was refused.</summary>
public readonly ref struct Refused : IEntry<Refused>
{
    public static EntryKind Kind => EntryKind.Refused;

    /// <summary>Its name where it is known, ASCII; none for strangers and operators.</summary>
    public required ReadOnlySpan<byte> Bot { get; init; }

    /// <summary>Where it came from, as the gateway says.</summary>
    public required ReadOnlySpan<byte> Source { get; init; }

    /// <summary>As in an entry of a signed request; for an operator's request its name.</summary>
    public required ReadOnlySpan<byte> Endpoint { get; init; }

    /// <summary>The refusal's stable code, ASCII.</summary>
    public required ReadOnlySpan<byte> Code { get; init; }

    /// <summary>The refusal's sentence, UTF-8.</summary>
    public required ReadOnlySpan<byte> Sentence { get; init; }

    public static Refused Read(scoped ref FrameReader reader) => new()
    {
        Bot = reader.Bytes(),
        Source = reader.Bytes(),
        Endpoint = reader.Bytes(),
        Code = reader.Bytes(),
        Sentence = reader.Bytes(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.Bytes(Bot);
        writer.Bytes(Source);
        writer.Bytes(Endpoint);
        writer.Bytes(Code);
        writer.Bytes(Sentence);
    }
}
