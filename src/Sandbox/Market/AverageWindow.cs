namespace Countersign.Sandbox.Market;

/// <summary>The volume-weighted price of the last minutes, kept up with each trade. When the clock is moved back, what had left the
/// window stays out.</summary>
internal sealed class AverageWindow(int minutes)
{
    private readonly Queue<Trade> _trades = new();
    private decimal _quantity;
    private decimal _quote;

    public void Add(in Trade trade)
    {
        _trades.Enqueue(trade);
        _quantity += trade.Quantity;
        _quote += trade.QuoteQuantity;
    }

    /// <summary>Null when nothing traded in the window that ends at a time, in microseconds since the epoch.</summary>
    public decimal? Read(long now)
    {
        while (_trades.TryPeek(out var oldest) && oldest.Time < now - (minutes * 60_000_000L))
        {
            _trades.Dequeue();
            _quantity -= oldest.Quantity;
            _quote -= oldest.QuoteQuantity;
        }

        return _quantity == 0 ? null : Math.Round(_quote / _quantity, 8, MidpointRounding.ToZero);
    }
}
