using Countersign.Core.Frames;
using Countersign.Core.Records;

namespace Countersign.Core.Journal.Entries;

/// <summary>A record was taken into use for the first time in this version; no older one is taken from here on.</summary>
public readonly ref struct Accepted : IEntry<Accepted>
{
    public static EntryKind Kind => EntryKind.Accepted;

    /// <summary>Key or bot.</summary>
    public required RecordKind Record { get; init; }

    /// <summary>Of the key or bot, ASCII.</summary>
    public required ReadOnlySpan<byte> Name { get; init; }

    /// <summary>From its label.</summary>
    public required ulong RecordVersion { get; init; }

    /// <summary>SHA-256 of a bot's policy as sealed, 32 bytes; none for a key.</summary>
    public required ReadOnlySpan<byte> PolicyHash { get; init; }

    public static Accepted Read(scoped ref FrameReader reader) => new()
    {
        Record = (RecordKind)reader.Choice((byte)RecordKind.Bot),
        Name = reader.Bytes(),
        RecordVersion = reader.UInt64(),
        PolicyHash = reader.Bytes(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.Byte((byte)Record);
        writer.Bytes(Name);
        writer.UInt64(RecordVersion);
        writer.Bytes(PolicyHash);
    }
}
