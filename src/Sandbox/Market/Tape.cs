namespace Countersign.Sandbox.Market;

/// <summary>The public trades of one symbol, oldest first, and what is computed from them.</summary>
internal sealed class Tape(int averageMinutes)
{
    private const int Kept = 20_000;

    private readonly List<Trade> _trades = [];
    private readonly AverageWindow _average = new(averageMinutes);
    private long _nextId = 1;

    public IReadOnlyList<Trade> Trades => _trades;

    public decimal LastPrice => _trades[^1].Price;

    public Trade Add(decimal price, decimal quantity, long time, bool isBuyerMaker)
    {
        var trade = new Trade(_nextId++, price, quantity, time, isBuyerMaker);
        _trades.Add(trade);
        _average.Add(trade);
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
    public decimal AveragePrice(long now) => _average.Read(now) ?? LastPrice;
}
