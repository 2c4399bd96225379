namespace Countersign.Core.Frames;

/// <summary>Gateway to signer: a request as a bot sent it, byte for byte.</summary>
public readonly ref struct BotCall : IFrame<BotCall>
{
    public static FrameType Type => FrameType.BotCall;

    /// <summary>Chosen by the gateway, unique in its life; the answer carries it.</summary>
    public required ulong Id { get; init; }

    /// <summary>Upper case: GET, POST, PUT, DELETE.</summary>
    public required ReadOnlySpan<byte> Method { get; init; }

    /// <summary>From the first slash, without the host prefix of the gateway.</summary>
    public required ReadOnlySpan<byte> Path { get; init; }

    /// <summary>Behind the question mark, as received; empty without one.</summary>
    public required ReadOnlySpan<byte> Query { get; init; }

    /// <summary>As received, whatever its content type said.</summary>
    public required ReadOnlySpan<byte> Body { get; init; }

    /// <summary>The value of X-MBX-APIKEY.</summary>
    public required ReadOnlySpan<byte> ApiKey { get; init; }

    /// <summary>The bot's X-MBX-TIME-UNIT header, empty without one.</summary>
    public required ReadOnlySpan<byte> TimeUnit { get; init; }

    /// <summary>The bot's address as text, for the record.</summary>
    public required ReadOnlySpan<byte> Source { get; init; }

    public static BotCall Read(scoped ref FrameReader reader) => new()
    {
        Id = reader.UInt64(),
        Method = reader.Bytes(),
        Path = reader.Bytes(),
        Query = reader.Bytes(),
        Body = reader.Bytes(),
        ApiKey = reader.Bytes(),
        TimeUnit = reader.Bytes(),
        Source = reader.Bytes(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.UInt64(Id);
        writer.Bytes(Method);
        writer.Bytes(Path);
        writer.Bytes(Query);
        writer.Bytes(Body);
        writer.Bytes(ApiKey);
        writer.Bytes(TimeUnit);
        writer.Bytes(Source);
    }
}
