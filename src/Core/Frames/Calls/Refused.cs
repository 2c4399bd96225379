namespace Countersign.Core.Frames;

/// <summary>Signer or courier to gateway: the call does not reach the exchange, and why.</summary>
public readonly ref struct Refused : IFrame<Refused>
{
    public static FrameType Type => FrameType.Refused;

    /// <summary>The id of the call.</summary>
    public required ulong Id { get; init; }

    /// <summary>A code of the table of refusals.</summary>
    public required ReadOnlySpan<byte> Code { get; init; }

    /// <summary>The sentence for people.</summary>
    public required ReadOnlySpan<byte> Sentence { get; init; }

    /// <summary>Seconds after which to try again, zero where that is not known.</summary>
    public required uint RetryAfter { get; init; }

    public static Refused Read(scoped ref FrameReader reader) => new()
    {
        Id = reader.UInt64(),
        Code = reader.Bytes(),
        Sentence = reader.Bytes(),
        RetryAfter = reader.UInt32(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.UInt64(Id);
        writer.Bytes(Code);
        writer.Bytes(Sentence);
        writer.UInt32(RetryAfter);
    }
}
