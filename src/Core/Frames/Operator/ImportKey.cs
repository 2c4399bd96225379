namespace Countersign.Core.Frames;

/// <summary>Operator to signer, with the descriptors of the passphrase, of the secret and, where the secret is encrypted, of its own passphrase.</summary>
public readonly ref struct ImportKey : IFrame<ImportKey>
{
    public static FrameType Type => FrameType.ImportKey;

    public required ReadOnlySpan<byte> Header { get; init; }

    public required ReadOnlySpan<byte> DataKey { get; init; }

    public required ReadOnlySpan<byte> Owner { get; init; }

    public required ReadOnlySpan<byte> Name { get; init; }

    /// <summary>hmac, ed25519, rsa.</summary>
    public required ReadOnlySpan<byte> KeyType { get; init; }

    public required ReadOnlySpan<byte> Exchange { get; init; }

    /// <summary>The exchange's id of the key.</summary>
    public required ReadOnlySpan<byte> ApiKey { get; init; }

    public static ImportKey Read(scoped ref FrameReader reader) => new()
    {
        Header = reader.Bytes(),
        DataKey = reader.Bytes(),
        Owner = reader.Bytes(),
        Name = reader.Bytes(),
        KeyType = reader.Bytes(),
        Exchange = reader.Bytes(),
        ApiKey = reader.Bytes(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.Bytes(Header);
        writer.Bytes(DataKey);
        writer.Bytes(Owner);
        writer.Bytes(Name);
        writer.Bytes(KeyType);
        writer.Bytes(Exchange);
        writer.Bytes(ApiKey);
    }
}
