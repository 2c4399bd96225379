using Countersign.Core.Frames;

namespace Countersign.Core.Budgets;

/// <summary>The money of one scope in one quote asset: what was signed, what filled, what may still fill.</summary>
internal sealed class AssetLedger
{
    private readonly Windows _signed = new();
    private readonly Windows _filled = new();
    private readonly Windows _lost = new();
    private decimal _open;
    private decimal _openLoss;

    /// <summary>Notional booked ahead.</summary>
    public Lease Notional;

    /// <summary>Loss booked ahead.</summary>
    public Lease Loss;

    public decimal Used(BudgetMeasure measure, BudgetWindow window, long now) => measure switch
    {
        BudgetMeasure.Notional => _signed.Sum(window, now),
        BudgetMeasure.Turnover => _open + _filled.Sum(window, now),
        _ => _openLoss + _lost.Sum(window, now),
    };

    /// <summary>Microseconds until so much has left the window by itself; 0 where it will not without an order's end.</summary>
    public long TimeUntil(BudgetMeasure measure, BudgetWindow window, decimal most, long now) => measure switch
    {
        BudgetMeasure.Notional => _signed[window].TimeUntil(most, now),
        BudgetMeasure.Turnover => _filled[window].TimeUntil(most - _open, now),
        _ => _lost[window].TimeUntil(most - _openLoss, now),
    };

    /// <summary>An order is signed: gross for good, exposure until its end.</summary>
    public void Sign(in Charge charge, long now)
    {
        _signed.Add(now, charge.Notional);
        _open += charge.Notional;
        _openLoss += charge.Loss;
    }

    /// <summary>An order has ended: what filled enters the window now, the rest is free.</summary>
    public void End(in Charge charge, decimal executed, long now)
    {
        _open -= charge.Notional;
        _openLoss -= charge.Loss;
        _filled.Add(now, Charge.RoundUp(executed));

        // Of the loss as much as of the notional; all of it where the exchange reports more than was charged.
        _lost.Add(now, executed >= charge.Notional ? charge.Loss : Charge.RoundUp(charge.Loss * executed / charge.Notional));
    }

    /// <summary>A crash: what was booked ahead counts as spent now.</summary>
    public void SpendLease(long now)
    {
        _signed.Add(now, Notional.Left);
        _filled.Add(now, Notional.Left);
        _lost.Add(now, Loss.Left);
        ReturnLease();
    }

    public void ReturnLease()
    {
        Notional.Clear();
        Loss.Clear();
    }

    public bool IsIdle(long now) =>
        _open == 0 && _openLoss == 0 && Notional.Left == 0 && Loss.Left == 0 && _signed.IsEmptyAt(now) && _filled.IsEmptyAt(now) && _lost.IsEmptyAt(now);

    /// <summary>Bytes that <see cref="Write"/> writes.</summary>
    public int WrittenLength => (4 * sizeof(decimal)) + _signed.WrittenLength + _filled.WrittenLength + _lost.WrittenLength;

    public void Write(scoped ref FrameWriter writer)
    {
        writer.Decimal(_open);
        writer.Decimal(_openLoss);
        Notional.Write(ref writer);
        Loss.Write(ref writer);
        _signed.Write(ref writer);
        _filled.Write(ref writer);
        _lost.Write(ref writer);
    }

    public bool TryRead(scoped ref FrameReader reader)
    {
        _open = reader.Decimal();
        _openLoss = reader.Decimal();
        Notional.Read(ref reader);
        Loss.Read(ref reader);
        return _signed.TryRead(ref reader) && _filled.TryRead(ref reader) && _lost.TryRead(ref reader);
    }
}
