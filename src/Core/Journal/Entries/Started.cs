using Countersign.Core.Frames;

namespace Countersign.Core.Journal.Entries;

/// <summary>A signer began to work on this journal.</summary>
public readonly ref struct Started : IEntry<Started>
{
    public static EntryKind Kind => EntryKind.Started;

    /// <summary>Counts the signers of this journal, from 1.</summary>
    public required ulong Life { get; init; }

    /// <summary>Linux's random number of the boot, 16 bytes: budget time goes on within a boot and stands still between two.</summary>
    public required ReadOnlySpan<byte> BootId { get; init; }

    /// <summary>The boot's monotonic clock at this moment, microseconds.</summary>
    public required long Monotonic { get; init; }

    /// <summary>Each entry is on the disk before anything is signed.</summary>
    public required bool Strict { get; init; }

    /// <summary>The signer before did not end in order: what it had leased counts as spent.</summary>
    public required bool Unclean { get; init; }

    /// <summary>Bytes of entries, cut by a power loss, that were dropped from the end.</summary>
    public required ulong Dropped { get; init; }

    /// <summary>Name and version of the program, UTF-8.</summary>
    public required ReadOnlySpan<byte> Software { get; init; }

    public static Started Read(scoped ref FrameReader reader) => new()
    {
        Life = reader.UInt64(),
        BootId = reader.Bytes(),
        Monotonic = reader.Int64(),
        Strict = reader.Flag(),
        Unclean = reader.Flag(),
        Dropped = reader.UInt64(),
        Software = reader.Bytes(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.UInt64(Life);
        writer.Bytes(BootId);
        writer.Int64(Monotonic);
        writer.Flag(Strict);
        writer.Flag(Unclean);
        writer.UInt64(Dropped);
        writer.Bytes(Software);
    }
}
