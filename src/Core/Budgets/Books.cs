using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Countersign.Core.Records;
using Countersign.Core.Refusals;

namespace Countersign.Core.Budgets;

/// <summary>
/// The budgets of all bots and keys. Two ledgers: what was signed, never given back, and exposure, given back when an order's end is known. Changed
/// by the signer as it works and, with the same effect, by <see cref="BooksReplay"/> from its journal. Not thread-safe. Times are
/// microseconds of budget time, which only goes forward.
/// </summary>
public sealed class Books
{
    private const long Second = 1_000_000;

    private readonly Dictionary<RecordIdentity, BudgetScope> _scopes = [];
    private readonly Dictionary<ulong, OpenOrder> _open = [];

    // Of each name its newest order; from there the links lead back to those before it, of which nobody knows whether they have ended.
    private readonly Dictionary<ClientOrderName, ulong> _byName = [];
    private long _spentAt = -1;

    /// <summary>Orders whose end is not known, by the index of their entry.</summary>
    public IReadOnlyDictionary<ulong, OpenOrder> OpenOrders => _open;

    internal IReadOnlyDictionary<RecordIdentity, BudgetScope> Scopes => _scopes;

    /// <summary>When all budgets were declared spent; negative where they never were.</summary>
    internal long SpentAt => _spentAt;

    /// <summary>The budgets of a bot or key, as the journal left them.</summary>
    public BudgetScope Scope(RecordIdentity identity)
    {
        if (!_scopes.TryGetValue(identity, out var scope))
        {
            _scopes[identity] = scope = new BudgetScope(identity);
        }

        return scope;
    }

    /// <summary>Whether a charge fits both scopes. Nothing is changed: what is reserved is charged by <see cref="Sign"/>, under the same lock.</summary>
    /// <param name="bot">The bot's budgets.</param>
    /// <param name="key">The key's.</param>
    /// <param name="charge">What the order takes.</param>
    /// <param name="durable">Entries below this index are on the disk.</param>
    /// <param name="now">Budget time.</param>
    /// <param name="reservation">What to book ahead and to sign.</param>
    public Refusal? TryReserve(BudgetScope bot, BudgetScope key, in Charge charge, ulong durable, long now, out Reservation reservation)
    {
        reservation = new Reservation(bot, key, charge, default, default);
        if (charge.IsNone)
        {
            return null;
        }

        if (Exceeded(bot, charge, now) is { } overBot)
        {
            return overBot;
        }

        if (Exceeded(key, charge, now) is { } overKey)
        {
            return overKey;
        }

        reservation = reservation with { BotLease = bot.WantLease(charge, durable, now), KeyLease = key.WantLease(charge, durable, now) };
        return null;
    }

    /// <summary>What was wanted is booked by the entry of this index.</summary>
    public static void Book(in LeaseWanted lease, ulong index) => lease.Scope.Book(lease, index);

    /// <summary>Charges a reservation; its order counts as open until its end is told.</summary>
    /// <param name="reservation">From <see cref="TryReserve"/>; its leases are booked.</param>
    /// <param name="index">The entry of the signed request.</param>
    /// <param name="name">By which the exchange will know the order.</param>
    /// <param name="now">Budget time of that entry.</param>
    /// <returns>False where it must not be signed before all entries so far are on the disk.</returns>
    public bool Sign(in Reservation reservation, ulong index, ClientOrderName name, long now)
    {
        if (reservation.Charge.IsNone)
        {
            return true;
        }

        Restore(index, new OpenOrder(reservation.Bot, reservation.Key, reservation.Charge, name, now));
        return reservation.Bot.Sign(reservation.Charge, now) & reservation.Key.Sign(reservation.Charge, now);
    }

    /// <summary>An order has ended. False where it is not open.</summary>
    /// <param name="index">The entry of the signed request.</param>
    /// <param name="status">The exchange's word, ASCII.</param>
    /// <param name="executed">What filled, in the quote asset.</param>
    /// <param name="now">Budget time.</param>
    public bool End(ulong index, ReadOnlySpan<byte> status, decimal executed, long now)
    {
        if (!_open.Remove(index, out var order))
        {
            return false;
        }

        Free(order, executed, now);
        Unlink(order);

        // The exchange takes a name again only when its order before has ended. What filled of that one nobody said, so all of it counts.
        if (ShowsThatItWas(status))
        {
            while (_open.Remove(order.Earlier, out var before))
            {
                Free(before, before.Charge.Notional, now);
                Unlink(before);
                order = before;
            }
        }

        return true;
    }

    /// <summary>Whether the exchange, asked by this order's name, answers about it and not about a later one of the same name.</summary>
    public bool IsNewestOfItsName(ulong index) => _open.TryGetValue(index, out var order) && !order.Name.IsNone && order.Later == OpenOrder.Nobody;

    /// <summary>Each clause of each bot and key, and how far it is used.</summary>
    public IEnumerable<BudgetUse> Uses(long now) =>
        _scopes.Values.SelectMany(scope => scope.Uses(now));

    /// <summary>From now on, for the length of each window, its budgets count as spent: nobody knows what was signed.</summary>
    public void AllSpent(long now) => _spentAt = now;

    /// <summary>The signer did not end in order: what was booked ahead and not charged counts as spent.</summary>
    public void SpendLeases(long now)
    {
        foreach (var scope in _scopes.Values)
        {
            scope.SpendLeases(now);
        }
    }

    /// <summary>The signer ended in order: what was booked ahead is given back.</summary>
    public void ReturnLeases()
    {
        foreach (var scope in _scopes.Values)
        {
            scope.ReturnLeases();
        }
    }

    /// <summary>Forgets scopes in which nothing counts any more.</summary>
    public void Prune(long now)
    {
        var used = _open.Values.SelectMany(static order => new[] { order.Bot.Identity, order.Key.Identity }).ToHashSet();
        foreach (var (identity, scope) in _scopes)
        {
            if (scope.Limits.All.IsEmpty && !used.Contains(identity) && scope.IsIdle(now))
            {
                _scopes.Remove(identity);
            }
        }
    }

    internal void Restore(ulong index, OpenOrder order)
    {
        var earlier = OpenOrder.Nobody;
        if (!order.Name.IsNone)
        {
            earlier = _byName.GetValueOrDefault(order.Name, OpenOrder.Nobody);
            _byName[order.Name] = index;
            Relink(earlier, index, isLater: true);
        }

        _open[index] = order with { Earlier = earlier };
    }

    private static bool ShowsThatItWas(ReadOnlySpan<byte> status) =>
        status.SequenceEqual("FILLED"u8) || status.SequenceEqual("CANCELED"u8) || status.SequenceEqual("EXPIRED"u8) || status.SequenceEqual("EXPIRED_IN_MATCH"u8);

    private static void Free(in OpenOrder order, decimal executed, long now)
    {
        var filled = Math.Clamp(executed, 0, Charge.MostAmount);
        order.Bot.End(order.Charge, filled, now);
        order.Key.End(order.Charge, filled, now);
    }

    private void Unlink(in OpenOrder order)
    {
        if (order.Name.IsNone)
        {
            return;
        }

        Relink(order.Earlier, order.Later, isLater: true);
        Relink(order.Later, order.Earlier, isLater: false);
        if (order.Later != OpenOrder.Nobody)
        {
            return;
        }

        if (order.Earlier != OpenOrder.Nobody)
        {
            _byName[order.Name] = order.Earlier;
        }
        else
        {
            _byName.Remove(order.Name);
        }
    }

    private void Relink(ulong index, ulong neighbour, bool isLater)
    {
        ref var order = ref CollectionsMarshal.GetValueRefOrNullRef(_open, index);
        if (!Unsafe.IsNullRef(ref order))
        {
            order = isLater ? order with { Later = neighbour } : order with { Earlier = neighbour };
        }
    }

    internal void RestoreSpentAt(long spentAt) => _spentAt = spentAt;

    private Refusal? Exceeded(BudgetScope scope, in Charge charge, long now)
    {
        if (_spentAt >= 0)
        {
            foreach (var limit in scope.Limits.All)
            {
                var length = limit.Window switch { BudgetWindow.Minute => 61 * Second, BudgetWindow.Hour => 3660 * Second, _ => 87_000 * Second };
                if (now < _spentAt + length)
                {
                    return Refuse(limit, $"all budgets of a {BudgetWords.ToText(limit.Window)} count as spent since a loss of the journal was accepted", _spentAt + length - now);
                }
            }
        }

        if (scope.FindNotNaming(charge) is { } other)
        {
            var asset = charge.Asset.Length == 0 ? "the quote asset of this symbol" : charge.Asset;
            return Refuse(other, $"the {BudgetWords.ToText(other.Measure)} of {scope.Identity} is limited, and its budgets do not name {asset}", microseconds: 0);
        }

        if (scope.FindExceeded(charge, now) is not { } exceeded)
        {
            return null;
        }

        var (used, more) = (Text(scope.Used(exceeded, now)), Text(AmountOf(exceeded, charge)));
        return Refuse(exceeded,
            $"{used} used and {more} asked exceed the {BudgetWords.ToText(exceeded.Measure)} of {Text(exceeded.Most)}{(exceeded.Asset.Length > 0 ? " " : "")}{exceeded.Asset} per {BudgetWords.ToText(exceeded.Window)} of {scope.Identity}",
            scope.TimeUntilFits(exceeded, charge, now));
    }

    private static Refusal Refuse(BudgetLimit limit, string sentence, long microseconds) => new(
        limit.Measure switch
        {
            BudgetMeasure.Orders => RefusalKind.BudgetOrders,
            BudgetMeasure.Notional => RefusalKind.BudgetNotional,
            BudgetMeasure.Turnover => RefusalKind.BudgetTurnover,
            _ => RefusalKind.BudgetLoss,
        },
        sentence)
    {
        RetryAfterSeconds = microseconds > 0 ? (int)((microseconds + Second - 1) / Second) : null,
    };

    private static decimal AmountOf(BudgetLimit limit, in Charge charge) => limit.Measure switch
    {
        BudgetMeasure.Orders => charge.Orders,
        BudgetMeasure.Loss => charge.Loss,
        _ => charge.Notional,
    };

    private static string Text(decimal value) => value.ToString("0.########", CultureInfo.InvariantCulture);
}
