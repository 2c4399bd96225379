namespace Countersign.Core.Frames;

/// <summary>Signer to courier: send this, once. What is here is what was judged.</summary>
public readonly ref struct SignedCall : IFrame<SignedCall>
{
    public static FrameType Type => FrameType.SignedCall;

    /// <summary>The gateway's id; the answer goes to the gateway under it.</summary>
    public required ulong Id { get; init; }

    /// <summary>The signer's number of this signature.</summary>
    public required ulong Sequence { get; init; }

    /// <summary>The signer's number of the exchange key, for rate limits that concern one account.</summary>
    public required uint Key { get; init; }

    /// <summary>Position in the endpoint catalogue: method, host and path.</summary>
    public required ushort Endpoint { get; init; }

    /// <summary>Value for X-MBX-APIKEY.</summary>
    public required ReadOnlySpan<byte> ApiKey { get; init; }

    /// <summary>The canonical query with its signature; the body is empty.</summary>
    public required ReadOnlySpan<byte> Query { get; init; }

    /// <summary>The bot's X-MBX-TIME-UNIT header, MICROSECOND or empty.</summary>
    public required ReadOnlySpan<byte> TimeUnit { get; init; }

    /// <summary>Milliseconds after which the exchange no longer takes it.</summary>
    public required uint ReceiveWindow { get; init; }

    /// <summary>True when an unknown outcome can be asked after.</summary>
    public required bool AsksOutcome { get; init; }

    public static SignedCall Read(scoped ref FrameReader reader) => new()
    {
        Id = reader.UInt64(),
        Sequence = reader.UInt64(),
        Key = reader.UInt32(),
        Endpoint = reader.UInt16(),
        ApiKey = reader.Bytes(),
        Query = reader.Bytes(),
        TimeUnit = reader.Bytes(),
        ReceiveWindow = reader.UInt32(),
        AsksOutcome = reader.Flag(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.UInt64(Id);
        writer.UInt64(Sequence);
        writer.UInt32(Key);
        writer.UInt16(Endpoint);
        writer.Bytes(ApiKey);
        writer.Bytes(Query);
        writer.Bytes(TimeUnit);
        writer.UInt32(ReceiveWindow);
        writer.Flag(AsksOutcome);
    }
}
