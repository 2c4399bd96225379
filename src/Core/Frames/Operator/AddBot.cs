namespace Countersign.Core.Frames;

/// <summary>Operator to signer, with the passphrase's descriptor: make a bot's credential and seal it with its policy.</summary>
public readonly ref struct AddBot : IFrame<AddBot>
{
    public static FrameType Type => FrameType.AddBot;

    public required ReadOnlySpan<byte> Header { get; init; }

    public required ReadOnlySpan<byte> DataKey { get; init; }

    /// <summary>The sealed exchange key that the bot will use.</summary>
    public required ReadOnlySpan<byte> KeyRecord { get; init; }

    public required ReadOnlySpan<byte> Name { get; init; }

    /// <summary>JSON.</summary>
    public required ReadOnlySpan<byte> Policy { get; init; }

    public static AddBot Read(scoped ref FrameReader reader) => new()
    {
        Header = reader.Bytes(),
        DataKey = reader.Bytes(),
        KeyRecord = reader.Bytes(),
        Name = reader.Bytes(),
        Policy = reader.Bytes(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.Bytes(Header);
        writer.Bytes(DataKey);
        writer.Bytes(KeyRecord);
        writer.Bytes(Name);
        writer.Bytes(Policy);
    }
}
