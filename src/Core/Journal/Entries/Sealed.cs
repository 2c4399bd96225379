using Countersign.Core.Frames;
using Countersign.Core.Records;

namespace Countersign.Core.Journal.Entries;

/// <summary>A record was made and given to the operator to keep.</summary>
public readonly ref struct Sealed : IEntry<Sealed>
{
    public static EntryKind Kind => EntryKind.Sealed;

    /// <summary>Why.</summary>
    public required SealedAct Act { get; init; }

    /// <summary>Key or bot.</summary>
    public required RecordKind Record { get; init; }

    /// <summary>Of the key or bot, ASCII.</summary>
    public required ReadOnlySpan<byte> Name { get; init; }

    /// <summary>From its label.</summary>
    public required ulong RecordVersion { get; init; }

    /// <summary>SHA-256 of the sealed record, 32 bytes.</summary>
    public required ReadOnlySpan<byte> Digest { get; init; }

    public static Sealed Read(scoped ref FrameReader reader) => new()
    {
        Act = (SealedAct)reader.Choice((byte)SealedAct.BotAdded),
        Record = (RecordKind)reader.Choice((byte)RecordKind.Bot),
        Name = reader.Bytes(),
        RecordVersion = reader.UInt64(),
        Digest = reader.Bytes(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.Byte((byte)Act);
        writer.Byte((byte)Record);
        writer.Bytes(Name);
        writer.UInt64(RecordVersion);
        writer.Bytes(Digest);
    }
}
