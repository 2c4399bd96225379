namespace Countersign.Core.Frames;

/// <summary>Operator to signer, with the passphrase's descriptor: prove at the exchange that the key works, then seal it as active.</summary>
public readonly ref struct ActivateKey : IFrame<ActivateKey>
{
    public static FrameType Type => FrameType.ActivateKey;

    public required ReadOnlySpan<byte> Header { get; init; }

    public required ReadOnlySpan<byte> DataKey { get; init; }

    /// <summary>The sealed key.</summary>
    public required ReadOnlySpan<byte> Record { get; init; }

    /// <summary>The exchange's id of the key; empty to keep the one that was imported with it.</summary>
    public required ReadOnlySpan<byte> ApiKey { get; init; }

    public static ActivateKey Read(scoped ref FrameReader reader) => new()
    {
        Header = reader.Bytes(),
        DataKey = reader.Bytes(),
        Record = reader.Bytes(),
        ApiKey = reader.Bytes(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.Bytes(Header);
        writer.Bytes(DataKey);
        writer.Bytes(Record);
        writer.Bytes(ApiKey);
    }
}
