namespace Countersign.Core.Frames;

/// <summary>Gateway to courier: a call for public market data, without credentials.</summary>
public readonly ref struct PublicCall : IFrame<PublicCall>
{
    public static FrameType Type => FrameType.PublicCall;

    public required ulong Id { get; init; }

    /// <summary>Position in the endpoint catalogue.</summary>
    public required ushort Endpoint { get; init; }

    public required ReadOnlySpan<byte> Query { get; init; }

    /// <summary>The bot's header, passed on so that large answers stay compressed.</summary>
    public required ReadOnlySpan<byte> AcceptEncoding { get; init; }

    /// <summary>The bot's X-MBX-TIME-UNIT header.</summary>
    public required ReadOnlySpan<byte> TimeUnit { get; init; }

    public static PublicCall Read(scoped ref FrameReader reader) => new()
    {
        Id = reader.UInt64(),
        Endpoint = reader.UInt16(),
        Query = reader.Bytes(),
        AcceptEncoding = reader.Bytes(),
        TimeUnit = reader.Bytes(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.UInt64(Id);
        writer.UInt16(Endpoint);
        writer.Bytes(Query);
        writer.Bytes(AcceptEncoding);
        writer.Bytes(TimeUnit);
    }
}
