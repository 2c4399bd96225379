using System.Text;
using Countersign.Core.Budgets;
using Countersign.Core.Journal;
using Countersign.Core.Journal.Entries;
using Countersign.Core.Names;
using Countersign.Core.Records;
using Countersign.Core.Refusals;
using Countersign.Signer.Journal;
using OrderEnd = Countersign.Core.Frames.OrderEnd;

namespace Countersign.Signer.Enforcement;

/// <summary>
/// Record before act: what goes into the journal, and out of the budgets, before a key is used. Where it cannot be recorded nothing is signed.
/// Budgets and journal change together under one lock, so that a replay of the journal gives these very budgets. Thread-safe.
/// </summary>
/// <param name="memory">Journal and budgets, once they are open.</param>
/// <param name="strict">Each entry is on the disk before anything is signed.</param>
internal sealed class Recorder(SignerMemory memory, bool strict)
{
    /// <summary>Bytes of the longest name of an asset.</summary>
    public const int MaxAsset = 32;

    private static readonly Refusal _notOpen = new(RefusalKind.NotRecorded, "the signer's journal is not open, so nothing is signed: countersign unlock");

    private readonly Lock _gate = new();

    /// <summary>Each entry is on the disk before anything is signed.</summary>
    public bool IsStrict => strict;

    /// <summary>Makes durable what was recorded so far.</summary>
    /// <exception cref="JournalFailedException">The disk did not take it.</exception>
    public void Sync() => memory.Journal?.Commit();

    /// <summary>Reads or changes budgets while nothing is charged; nothing where there is no journal.</summary>
    /// <param name="look">Is given the budgets, and the time that they count by.</param>
    public TResult? With<TResult>(Func<Books, long, TResult> look)
    {
        lock (_gate)
        {
            return memory is { Books: { } books, Journal: { } journal } ? look(books, journal.BudgetTime) : default;
        }
    }

    /// <summary>Sets the clauses of a bot or key, from its sealed record.</summary>
    public void Limit(RecordIdentity identity, BudgetLimits limits)
    {
        lock (_gate)
        {
            memory.Books?.Scope(identity).Limits = limits;
        }
    }

    /// <summary>Charges the budgets of bot and key and records that a request is about to be signed; or says why not.</summary>
    /// <param name="bot">Asks.</param>
    /// <param name="key">Signs.</param>
    /// <param name="owner">Of both, ASCII.</param>
    /// <param name="charge">What it takes.</param>
    /// <param name="name">By which the exchange will know an order.</param>
    /// <param name="entry">The entry, whose charge is this one.</param>
    /// <param name="index">Its index.</param>
    /// <param name="waits">True when it must not be signed before all entries so far are on the disk.</param>
    public Refusal? TryCharge(
        RecordIdentity bot, RecordIdentity key, ReadOnlySpan<byte> owner, in Charge charge, ClientOrderName name, scoped in Signed entry, out ulong index, out bool waits)
    {
        index = 0;
        waits = strict;
        lock (_gate)
        {
            if (memory.Journal is not { } journal || memory.Books is not { } books)
            {
                return _notOpen;
            }

            try
            {
                var now = journal.BudgetTime;
                var reservation = default(Reservation);
                if (!charge.IsNone)
                {
                    var refusal = books.TryReserve(books.Scope(bot), books.Scope(key), charge, journal.Durable, now, out reservation);
                    if (refusal is not null)
                    {
                        return refusal;
                    }

                    Book(journal, owner, reservation.BotLease);
                    Book(journal, owner, reservation.KeyLease);
                }

                index = journal.Append(owner, entry);
                waits |= !charge.IsNone && !books.Sign(reservation, index, name, now);
                return null;
            }
            catch (JournalFailedException fault)
            {
                return NotRecorded(fault);
            }
        }
    }

    /// <summary>Records that an order has ended, and frees what did not fill. An order that is not open any more is left as it is.</summary>
    /// <param name="order">The index of its entry.</param>
    /// <param name="status">The exchange's word, ASCII.</param>
    /// <param name="executed">What filled, in the quote asset.</param>
    public void End(ulong order, ReadOnlySpan<byte> status, decimal executed) =>
        End(new OrderEnd { Sequence = order, IsByName = false, Status = status, Executed = executed });

    /// <summary>The same as the courier tells it. What was asked by a name that a later order has by now may be said of that one, and is not taken.</summary>
    public void End(in OrderEnd end)
    {
        lock (_gate)
        {
            if (memory.Journal is not { } journal || memory.Books is not { } books || !books.OpenOrders.TryGetValue(end.Sequence, out var open)
                || (end.IsByName && !books.IsNewestOfItsName(end.Sequence)))
            {
                return;
            }

            Span<byte> owner = stackalloc byte[NameGrammar.MaxLength];
            owner = owner[..Encoding.ASCII.GetBytes(open.Bot.Identity.Owner.Value, owner)];
            try
            {
                journal.Append(owner, new OrderEnded { Order = end.Sequence, Status = end.Status, Executed = end.Executed });
            }
            catch (JournalFailedException)
            {
                // It stays exposure; and nothing is signed any more until the signer is started again.
                return;
            }

            books.End(end.Sequence, end.Status, end.Executed, journal.BudgetTime);
        }
    }

    /// <summary>Records a request that Countersign makes for itself; says why not where that fails.</summary>
    public Refusal? TryRecord(ReadOnlySpan<byte> owner, scoped in HouseRequest entry) => TryAppend(owner, entry, out _);

    /// <summary>Records that a key's id goes out without a signature; says why not where that fails.</summary>
    public Refusal? TryRecord(ReadOnlySpan<byte> owner, scoped in Passed entry, out ulong index) => TryAppend(owner, entry, out index);

    /// <summary>Records refusals. Where that fails nothing is lost but the line: what was refused was not signed.</summary>
    public void Record(ReadOnlySpan<byte> owner, scoped in Refused entry) => _ = TryAppend(owner, entry, out _);

    /// <inheritdoc cref="Record(ReadOnlySpan{byte}, in Refused)"/>
    public void Record(ReadOnlySpan<byte> owner, scoped in RefusedMore entry) => _ = TryAppend(owner, entry, out _);

    private Refusal? TryAppend<TEntry>(ReadOnlySpan<byte> owner, scoped in TEntry entry, out ulong index)
        where TEntry : IEntry<TEntry>, allows ref struct
    {
        index = 0;
        if (memory.Journal is not { } journal)
        {
            return _notOpen;
        }

        try
        {
            index = journal.Append(owner, entry);
            return null;
        }
        catch (JournalFailedException fault)
        {
            return NotRecorded(fault);
        }
    }

    private static void Book(SignerJournal journal, ReadOnlySpan<byte> owner, in LeaseWanted lease)
    {
        if (lease.IsNone)
        {
            return;
        }

        Span<byte> name = stackalloc byte[NameGrammar.MaxLength];
        Span<byte> asset = stackalloc byte[MaxAsset];
        var index = journal.Append(owner, new Leased
        {
            Scope = lease.Scope.Identity.Kind,
            Name = name[..Encoding.ASCII.GetBytes(lease.Scope.Identity.Name, name)],
            Asset = asset[..Encoding.ASCII.GetBytes(lease.Asset, asset)],
            Orders = lease.Orders,
            Notional = lease.Notional,
            Loss = lease.Loss,
        });
        Books.Book(lease, index);
    }

    private static Refusal NotRecorded(JournalFailedException fault) => new(RefusalKind.NotRecorded, $"nothing is signed: {fault.Message}");
}
