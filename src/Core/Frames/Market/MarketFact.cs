namespace Countersign.Core.Frames;

/// <summary>Courier to signer: best prices and average of one spot symbol.</summary>
public readonly ref struct MarketFact : IFrame<MarketFact>
{
    public static FrameType Type => FrameType.MarketFact;

    public required ReadOnlySpan<byte> Symbol { get; init; }

    /// <summary>Zero where the book has none.</summary>
    public required decimal Bid { get; init; }

    /// <summary>Zero where the book has none.</summary>
    public required decimal Ask { get; init; }

    /// <summary>The exchange's avgPrice, zero where it has none.</summary>
    public required decimal Average { get; init; }

    /// <summary>Milliseconds since the exchange was asked for the best prices.</summary>
    public required uint BookAge { get; init; }

    /// <summary>Milliseconds since the exchange was asked for the average.</summary>
    public required uint AverageAge { get; init; }

    public static MarketFact Read(scoped ref FrameReader reader) => new()
    {
        Symbol = reader.Bytes(),
        Bid = reader.Decimal(),
        Ask = reader.Decimal(),
        Average = reader.Decimal(),
        BookAge = reader.UInt32(),
        AverageAge = reader.UInt32(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.Bytes(Symbol);
        writer.Decimal(Bid);
        writer.Decimal(Ask);
        writer.Decimal(Average);
        writer.UInt32(BookAge);
        writer.UInt32(AverageAge);
    }
}
