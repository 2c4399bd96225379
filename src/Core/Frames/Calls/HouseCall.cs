namespace Countersign.Core.Frames;

/// <summary>Signer to courier: a request that Countersign makes for itself.</summary>
public readonly ref struct HouseCall : IFrame<HouseCall>
{
    public static FrameType Type => FrameType.HouseCall;

    public required HousePurpose Purpose { get; init; }

    /// <summary>For an outcome the gateway's id of the call asked after, else the signer's own number.</summary>
    public required ulong Id { get; init; }

    /// <summary>For an outcome the sequence of the call asked after.</summary>
    public required ulong Sequence { get; init; }

    public required uint Key { get; init; }

    public required ushort Endpoint { get; init; }

    public required ReadOnlySpan<byte> ApiKey { get; init; }

    public required ReadOnlySpan<byte> Query { get; init; }

    /// <summary>For an outcome the endpoint of the call asked after.</summary>
    public required ushort AskedEndpoint { get; init; }

    /// <summary>For an outcome the canonical parameters of the call asked after, unsigned.</summary>
    public required ReadOnlySpan<byte> AskedQuery { get; init; }

    /// <summary>For an outcome when the call asked after was stamped, milliseconds of the exchange's clock.</summary>
    public required long AskedAt { get; init; }

    public static HouseCall Read(scoped ref FrameReader reader) => new()
    {
        Purpose = (HousePurpose)reader.Choice((byte)HousePurpose.OrderState),
        Id = reader.UInt64(),
        Sequence = reader.UInt64(),
        Key = reader.UInt32(),
        Endpoint = reader.UInt16(),
        ApiKey = reader.Bytes(),
        Query = reader.Bytes(),
        AskedEndpoint = reader.UInt16(),
        AskedQuery = reader.Bytes(),
        AskedAt = reader.Int64(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.Byte((byte)Purpose);
        writer.UInt64(Id);
        writer.UInt64(Sequence);
        writer.UInt32(Key);
        writer.UInt16(Endpoint);
        writer.Bytes(ApiKey);
        writer.Bytes(Query);
        writer.UInt16(AskedEndpoint);
        writer.Bytes(AskedQuery);
        writer.Int64(AskedAt);
    }
}
