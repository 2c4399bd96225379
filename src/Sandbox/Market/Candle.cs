namespace Countersign.Sandbox.Market;

/// <summary>One candle. Times in microseconds since the epoch; the close time is the last microsecond of the interval.</summary>
internal sealed record Candle(long OpenTime, long CloseTime, decimal Open)
{
    public decimal High { get; private set; } = Open;

    public decimal Low { get; private set; } = Open;

    public decimal Close { get; private set; } = Open;

    public decimal Volume { get; private set; }

    public decimal QuoteVolume { get; private set; }

    public decimal TakerBuyVolume { get; private set; }

    public decimal TakerBuyQuoteVolume { get; private set; }

    public int Trades { get; private set; }

    public void Add(in Trade trade)
    {
        High = Math.Max(High, trade.Price);
        Low = Math.Min(Low, trade.Price);
        Close = trade.Price;
        Volume += trade.Quantity;
        QuoteVolume += trade.QuoteQuantity;
        Trades++;
        if (!trade.IsBuyerMaker)
        {
            TakerBuyVolume += trade.Quantity;
            TakerBuyQuoteVolume += trade.QuoteQuantity;
        }
    }
}
