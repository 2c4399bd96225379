using Countersign.Core.Frames;

namespace Countersign.Core.Journal.Entries;

/// <summary>The operator, with the passphrase, went on although entries are missing: all budgets began as spent.</summary>
public readonly ref struct LossAccepted : IEntry<LossAccepted>
{
    public static EntryKind Kind => EntryKind.LossAccepted;

    /// <summary>The size of the newest journal that the vault had seen; 0 where it had seen none.</summary>
    public required ulong SeenSize { get; init; }

    /// <summary>Its root, 32 bytes or none.</summary>
    public required ReadOnlySpan<byte> SeenRoot { get; init; }

    /// <summary>What was missing, UTF-8.</summary>
    public required ReadOnlySpan<byte> Reason { get; init; }

    public static LossAccepted Read(scoped ref FrameReader reader) => new()
    {
        SeenSize = reader.UInt64(),
        SeenRoot = reader.Bytes(),
        Reason = reader.Bytes(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.UInt64(SeenSize);
        writer.Bytes(SeenRoot);
        writer.Bytes(Reason);
    }
}
