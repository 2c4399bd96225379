namespace Countersign.Core.Frames;

/// <summary>Operator to signer, with the descriptor of the passphrase or of the token's PIN: make a header for a new vault.</summary>
public readonly ref struct CreateVault : IFrame<CreateVault>
{
    public static FrameType Type => FrameType.CreateVault;

    /// <summary>Argon2id memory.</summary>
    public required uint MemoryKibibytes { get; init; }

    /// <summary>Argon2id passes.</summary>
    public required uint Passes { get; init; }

    /// <summary>PKCS#11 URI of the RSA key that is the lock; empty for a passphrase.</summary>
    public required ReadOnlySpan<byte> Token { get; init; }

    public static CreateVault Read(scoped ref FrameReader reader) => new()
    {
        MemoryKibibytes = reader.UInt32(),
        Passes = reader.UInt32(),
        Token = reader.Bytes(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.UInt32(MemoryKibibytes);
        writer.UInt32(Passes);
        writer.Bytes(Token);
    }
}
