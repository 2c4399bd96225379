namespace Countersign.Core.Frames;

/// <summary>Operator to signer, with the descriptors of the passphrase and of the token's PIN: seal a key that is in a token.</summary>
public readonly ref struct UseTokenKey : IFrame<UseTokenKey>
{
    public static FrameType Type => FrameType.UseTokenKey;

    public required ReadOnlySpan<byte> Header { get; init; }

    /// <summary>The owner's wrapped data key, empty for a new owner.</summary>
    public required ReadOnlySpan<byte> DataKey { get; init; }

    public required ReadOnlySpan<byte> Owner { get; init; }

    public required ReadOnlySpan<byte> Name { get; init; }

    /// <summary>live, testnet or an origin.</summary>
    public required ReadOnlySpan<byte> Exchange { get; init; }

    /// <summary>PKCS#11 URI of the key.</summary>
    public required ReadOnlySpan<byte> Token { get; init; }

    public static UseTokenKey Read(scoped ref FrameReader reader) => new()
    {
        Header = reader.Bytes(),
        DataKey = reader.Bytes(),
        Owner = reader.Bytes(),
        Name = reader.Bytes(),
        Exchange = reader.Bytes(),
        Token = reader.Bytes(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.Bytes(Header);
        writer.Bytes(DataKey);
        writer.Bytes(Owner);
        writer.Bytes(Name);
        writer.Bytes(Exchange);
        writer.Bytes(Token);
    }
}
