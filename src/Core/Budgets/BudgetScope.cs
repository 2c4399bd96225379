using Countersign.Core.Frames;
using Countersign.Core.Records;

namespace Countersign.Core.Budgets;

/// <summary>The budgets of one bot, or of one exchange key over all its bots past and present. Not thread-safe: <see cref="Books"/> is used under a lock.</summary>
public sealed class BudgetScope
{
    // A lease is booked anew when less than half of one is left.
    private const int BlocksInLimit = 16;

    private readonly Dictionary<string, AssetLedger> _assets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AssetClauses> _clauses = new(StringComparer.Ordinal);
    private readonly Windows _orders = new();
    private Lease _orderLease;

    internal BudgetScope(RecordIdentity identity) => Identity = identity;

    /// <summary>Whose budgets.</summary>
    public RecordIdentity Identity { get; }

    /// <summary>The clauses, from the sealed record; what was charged before they were known counts.</summary>
    public BudgetLimits Limits
    {
        get;
        set
        {
            field = value;
            _clauses.Clear();
        }
    } = BudgetLimits.None;

    /// <summary>What is used of a clause at this moment.</summary>
    public decimal Used(BudgetLimit limit, long now) => limit.Measure == BudgetMeasure.Orders
        ? _orders.Sum(limit.Window, now)
        : _assets.GetValueOrDefault(limit.Asset)?.Used(limit.Measure, limit.Window, now) ?? 0;

    /// <summary>Each clause, and how far it is used at this moment.</summary>
    public IEnumerable<BudgetUse> Uses(long now) => Limits.All.Select(limit => new BudgetUse(Identity, limit, Used(limit, now)));

    /// <summary>The first clause that the charge would exceed; null where it fits.</summary>
    internal BudgetLimit? FindExceeded(in Charge charge, long now)
    {
        var ledger = Ledger(charge.Asset);
        foreach (var limit in Clauses(charge.Asset).Concerned)
        {
            if (Used(limit, ledger, now) + AmountOf(limit, charge) > limit.Most)
            {
                return limit;
            }
        }

        return null;
    }

    /// <summary>The first clause of a measure that names other assets only than the one charged: what it does not name would be spent without limit.</summary>
    internal BudgetLimit? FindNotNaming(in Charge charge) => Clauses(charge.Asset).NotNaming;

    /// <summary>Microseconds until the charge fits by itself; 0 where that is not known.</summary>
    internal long TimeUntilFits(BudgetLimit limit, in Charge charge, long now)
    {
        var most = limit.Most - AmountOf(limit, charge);
        return limit.Measure == BudgetMeasure.Orders
            ? _orders[limit.Window].TimeUntil(most, now)
            : Ledger(limit.Asset).TimeUntil(limit.Measure, limit.Window, most, now);
    }

    /// <summary>What should be booked ahead of this charge; nothing where enough is. The charge fits every clause.</summary>
    internal LeaseWanted WantLease(in Charge charge, ulong durable, long now)
    {
        var ledger = Ledger(charge.Asset);
        _orderLease.Durable(durable);
        ledger.Notional.Durable(durable);
        ledger.Loss.Durable(durable);
        return new LeaseWanted(this, charge.Asset,
            (uint)Block(BudgetMeasure.Orders, ledger, charge.Asset, charge.Orders, _orderLease.Left, now),
            Block(BudgetMeasure.Notional, ledger, charge.Asset, charge.Notional, ledger.Notional.Left, now),
            Block(BudgetMeasure.Loss, ledger, charge.Asset, charge.Loss, ledger.Loss.Left, now));
    }

    internal void Book(in LeaseWanted lease, ulong index)
    {
        var ledger = Ledger(lease.Asset);
        _orderLease.Book(lease.Orders, index);
        ledger.Notional.Book(lease.Notional, index);
        ledger.Loss.Book(lease.Loss, index);
    }

    /// <summary>Charges an order that is signed. False where what it takes is not booked on the disk yet.</summary>
    internal bool Sign(in Charge charge, long now)
    {
        var ledger = Ledger(charge.Asset);
        _orders.Add(now, charge.Orders);
        ledger.Sign(charge, now);

        // All three in any case; what no clause counts need not be booked.
        var orders = _orderLease.Take(charge.Orders) || !IsCounted(BudgetMeasure.Orders, charge.Asset);
        var notional = ledger.Notional.Take(charge.Notional) || !IsCounted(BudgetMeasure.Notional, charge.Asset);
        var loss = ledger.Loss.Take(charge.Loss) || !IsCounted(BudgetMeasure.Loss, charge.Asset);
        return orders && notional && loss;
    }

    internal void End(in Charge charge, decimal executed, long now) => Ledger(charge.Asset).End(charge, executed, now);

    internal void SpendLeases(long now)
    {
        _orders.Add(now, _orderLease.Left);
        _orderLease.Clear();
        foreach (var ledger in _assets.Values)
        {
            ledger.SpendLease(now);
        }
    }

    internal void ReturnLeases()
    {
        _orderLease.Clear();
        foreach (var ledger in _assets.Values)
        {
            ledger.ReturnLease();
        }
    }

    internal bool IsIdle(long now) => _orderLease.Left == 0 && _orders.IsEmptyAt(now) && _assets.Values.All(ledger => ledger.IsIdle(now));

    /// <summary>Bytes that <see cref="Write"/> writes.</summary>
    internal int WrittenLength => sizeof(decimal) + _orders.WrittenLength + sizeof(uint)
        + _assets.Sum(static asset => sizeof(uint) + System.Text.Encoding.UTF8.GetByteCount(asset.Key) + asset.Value.WrittenLength);

    internal void Write(scoped ref FrameWriter writer)
    {
        _orderLease.Write(ref writer);
        _orders.Write(ref writer);
        writer.UInt32((uint)_assets.Count);
        foreach (var (asset, ledger) in _assets)
        {
            writer.Bytes(System.Text.Encoding.UTF8.GetBytes(asset));
            ledger.Write(ref writer);
        }
    }

    internal bool TryRead(scoped ref FrameReader reader)
    {
        _orderLease.Read(ref reader);
        if (!_orders.TryRead(ref reader))
        {
            return false;
        }

        for (var left = reader.UInt32(); left > 0; left--)
        {
            var ledger = new AssetLedger();
            if (!_assets.TryAdd(System.Text.Encoding.UTF8.GetString(reader.Bytes()), ledger) || !ledger.TryRead(ref reader))
            {
                return false;
            }
        }

        return true;
    }

    private static decimal AmountOf(BudgetLimit limit, in Charge charge) => limit.Measure switch
    {
        BudgetMeasure.Orders => charge.Orders,
        BudgetMeasure.Loss => charge.Loss,
        _ => charge.Notional,
    };

    // One lease of notional serves both its clauses: what is signed, and what turns over.
    private static bool IsLeasedAs(BudgetMeasure measure, BudgetMeasure leased) =>
        measure == leased || (measure == BudgetMeasure.Turnover && leased == BudgetMeasure.Notional);

    private decimal Used(BudgetLimit limit, AssetLedger ledger, long now) => limit.Measure == BudgetMeasure.Orders
        ? _orders.Sum(limit.Window, now)
        : ledger.Used(limit.Measure, limit.Window, now);

    private decimal Block(BudgetMeasure leased, AssetLedger ledger, string asset, decimal amount, decimal left, long now)
    {
        decimal? room = null, block = null;
        foreach (var limit in Clauses(asset).Concerned)
        {
            if (IsLeasedAs(limit.Measure, leased))
            {
                var free = limit.Most - Used(limit, ledger, now) - left;
                room = room is { } least ? Math.Min(least, free) : free;
                block = block is { } smallest ? Math.Min(smallest, limit.Most / BlocksInLimit) : limit.Most / BlocksInLimit;
            }
        }

        if (room is not { } most || block is not { } wanted || left - amount >= wanted / 2)
        {
            return 0;
        }

        // The charge fits, so at least what it lacks can be booked; at the edge of a limit no more than that is left.
        var lacks = amount - left;
        wanted = Math.Max(leased == BudgetMeasure.Orders ? Math.Ceiling(wanted) : Charge.RoundUp(wanted), lacks);
        return Math.Max(0, Math.Min(wanted, Math.Max(most, lacks)));
    }

    private bool IsCounted(BudgetMeasure leased, string asset)
    {
        foreach (var limit in Clauses(asset).Concerned)
        {
            if (IsLeasedAs(limit.Measure, leased))
            {
                return true;
            }
        }

        return false;
    }

    private AssetClauses Clauses(string asset)
    {
        if (!_clauses.TryGetValue(asset, out var clauses))
        {
            _clauses[asset] = clauses = AssetClauses.Of(Limits, asset);
        }

        return clauses;
    }

    private AssetLedger Ledger(string asset)
    {
        if (!_assets.TryGetValue(asset, out var ledger))
        {
            _assets[asset] = ledger = new AssetLedger();
        }

        return ledger;
    }
}
