namespace Countersign.Core.Frames;

/// <summary>Operator to signer, with the passphrase's descriptor: make a key pair.</summary>
public readonly ref struct GenerateKey : IFrame<GenerateKey>
{
    public static FrameType Type => FrameType.GenerateKey;

    public required ReadOnlySpan<byte> Header { get; init; }

    /// <summary>The owner's wrapped data key, empty for a new owner.</summary>
    public required ReadOnlySpan<byte> DataKey { get; init; }

    public required ReadOnlySpan<byte> Owner { get; init; }

    public required ReadOnlySpan<byte> Name { get; init; }

    /// <summary>ed25519, rsa-2048, rsa-4096.</summary>
    public required ReadOnlySpan<byte> KeyType { get; init; }

    /// <summary>live, testnet or an origin.</summary>
    public required ReadOnlySpan<byte> Exchange { get; init; }

    public static GenerateKey Read(scoped ref FrameReader reader) => new()
    {
        Header = reader.Bytes(),
        DataKey = reader.Bytes(),
        Owner = reader.Bytes(),
        Name = reader.Bytes(),
        KeyType = reader.Bytes(),
        Exchange = reader.Bytes(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.Bytes(Header);
        writer.Bytes(DataKey);
        writer.Bytes(Owner);
        writer.Bytes(Name);
        writer.Bytes(KeyType);
        writer.Bytes(Exchange);
    }
}
