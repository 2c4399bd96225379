using Countersign.Core.Frames;

namespace Countersign.Core.Journal.Entries;

/// <summary>More refusals than are worth a line each.</summary>
public readonly ref struct RefusedMore : IEntry<RefusedMore>
{
    public static EntryKind Kind => EntryKind.RefusedMore;

    /// <summary>The bot's name, ASCII; none for strangers.</summary>
    public required ReadOnlySpan<byte> Bot { get; init; }

    /// <summary>The stable code of the last of them, ASCII.</summary>
    public required ReadOnlySpan<byte> Code { get; init; }

    /// <summary>How many since the last entry of a refusal for this bot.</summary>
    public required ulong Count { get; init; }

    public static RefusedMore Read(scoped ref FrameReader reader) => new()
    {
        Bot = reader.Bytes(),
        Code = reader.Bytes(),
        Count = reader.UInt64(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.Bytes(Bot);
        writer.Bytes(Code);
        writer.UInt64(Count);
    }
}
