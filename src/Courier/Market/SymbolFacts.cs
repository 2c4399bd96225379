namespace Countersign.Courier.Market;

/// <summary>What is known of one symbol, and since when it was asked for.</summary>
internal sealed class SymbolFacts(string symbol, byte[] utf8)
{
    public string Symbol { get; } = symbol;

    public byte[] Utf8 { get; } = utf8;

    /// <summary>Best prices, and the moment (of the stopwatch) they were asked for.</summary>
    public BestPrices? Book { get; set; }

    /// <summary>The average, and the moment it was asked for.</summary>
    public AveragePrice? Average { get; set; }

    /// <summary>Asked for again only after this moment: the exchange does not know the symbol.</summary>
    public long? RejectedAt { get; set; }
}
