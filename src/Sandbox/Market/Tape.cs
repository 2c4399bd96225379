namespace Countersign.Sandbox.Market;

/// <summary>The public trades of one symbol, oldest first, and what is computed from them.</summary>
internal sealed class Tape
{
    private const int Kept = 20_000;
    private const long Minute = 60_000_000;

    private readonly List<Trade> _trades = [];
    private long _nextId = 1;

    public IReadOnlyList<Trade> Trades => _trades;

    public decimal LastPrice => _trades[^1].Price;

    public Trade Add(decimal price, decimal quantity, long time, bool isBuyerMaker)
    {
        var trade = new Trade(_nextId++, price, quantity, time, isBuyerMaker);
        _trades.Add(trade);
        if (_trades.Count > Kept)
        {
            _trades.RemoveRange(0, Kept / 4);
        }

        return trade;
    }

    /// <summary>Trades at or after a time, oldest first.</summary>
    public IEnumerable<Trade> Since(long time)
    {
        var first = _trades.Count;
        while (first > 0 && _trades[first - 1].Time >= time)
        {
            first--;
        }

        return _trades.Skip(first);
    }

    /// <summary>The volume-weighted price of the last minutes, or the last price when nothing traded.</summary>
    public decimal AveragePrice(int minutes, long now)
    {
        decimal quantity = 0, quote = 0;
        foreach (var trade in Since(now - (minutes * Minute)))
        {
            quantity += trade.Quantity;
            quote += trade.QuoteQuantity;
        }

        return quantity == 0 ? LastPrice : Math.Round(quote / quantity, 8, MidpointRounding.ToZero);
    }
}
