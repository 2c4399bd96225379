namespace Countersign.Core.Frames;

/// <summary>Operator to signer: never use this record again. Needs no passphrase.</summary>
public readonly ref struct Revoke : IFrame<Revoke>
{
    public static FrameType Type => FrameType.Revoke;

    public required byte Kind { get; init; }

    public required ReadOnlySpan<byte> Owner { get; init; }

    public required ReadOnlySpan<byte> Name { get; init; }

    public static Revoke Read(scoped ref FrameReader reader) => new()
    {
        Kind = reader.Byte(),
        Owner = reader.Bytes(),
        Name = reader.Bytes(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.Byte(Kind);
        writer.Bytes(Owner);
        writer.Bytes(Name);
    }
}
