namespace Countersign.Core.Frames;

/// <summary>Operator to signer, with the passphrase's descriptor: make a header for a new vault.</summary>
public readonly ref struct CreateVault : IFrame<CreateVault>
{
    public static FrameType Type => FrameType.CreateVault;

    /// <summary>Argon2id memory.</summary>
    public required uint MemoryKibibytes { get; init; }

    /// <summary>Argon2id passes.</summary>
    public required uint Passes { get; init; }

    public static CreateVault Read(scoped ref FrameReader reader) => new()
    {
        MemoryKibibytes = reader.UInt32(),
        Passes = reader.UInt32(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.UInt32(MemoryKibibytes);
        writer.UInt32(Passes);
    }
}
