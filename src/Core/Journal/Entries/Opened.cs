using Countersign.Core.Frames;

namespace Countersign.Core.Journal.Entries;

/// <summary>The first entry: which journal this is, and whose signature its checkpoints carry.</summary>
public readonly ref struct Opened : IEntry<Opened>
{
    public static EntryKind Kind => EntryKind.Opened;

    /// <summary>Of the vault whose records the signer opens, 16 bytes.</summary>
    public required ReadOnlySpan<byte> VaultId { get; init; }

    /// <summary>The name of the log in its checkpoints, UTF-8.</summary>
    public required ReadOnlySpan<byte> Origin { get; init; }

    /// <summary>The signer's own Ed25519 key for checkpoints, 32 bytes.</summary>
    public required ReadOnlySpan<byte> PublicKey { get; init; }

    public static Opened Read(scoped ref FrameReader reader) => new()
    {
        VaultId = reader.Bytes(),
        Origin = reader.Bytes(),
        PublicKey = reader.Bytes(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.Bytes(VaultId);
        writer.Bytes(Origin);
        writer.Bytes(PublicKey);
    }
}
