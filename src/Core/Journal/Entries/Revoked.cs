using Countersign.Core.Frames;
using Countersign.Core.Records;

namespace Countersign.Core.Journal.Entries;

/// <summary>A record is refused in every version from here on.</summary>
public readonly ref struct Revoked : IEntry<Revoked>
{
    public static EntryKind Kind => EntryKind.Revoked;

    /// <summary>Key or bot.</summary>
    public required RecordKind Record { get; init; }

    /// <summary>Of the key or bot, ASCII.</summary>
    public required ReadOnlySpan<byte> Name { get; init; }

    public static Revoked Read(scoped ref FrameReader reader) => new()
    {
        Record = (RecordKind)reader.Choice((byte)RecordKind.Bot),
        Name = reader.Bytes(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.Byte((byte)Record);
        writer.Bytes(Name);
    }
}
