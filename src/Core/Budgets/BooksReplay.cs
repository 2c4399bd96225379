using System.Text;
using Countersign.Core.Journal;
using Countersign.Core.Journal.Entries;
using Countersign.Core.Names;
using Countersign.Core.Records;

namespace Countersign.Core.Budgets;

/// <summary>Brings books to where the signer's were when it wrote an entry.</summary>
public static class BooksReplay
{
    /// <summary>Applies an entry; one that has nothing to do with budgets changes nothing. False for an entry that is malformed.</summary>
    public static bool TryApply(Books books, EntryKind kind, ReadOnlySpan<byte> entry) => kind switch
    {
        EntryKind.Signed => TryApplySigned(books, entry),
        EntryKind.OrderEnded => TryApplyEnd(books, entry),
        EntryKind.Leased => TryApplyLease(books, entry),
        EntryKind.Started => TryApplyStart(books, entry),
        EntryKind.Ended => TryApplyOrderlyEnd(books, entry),
        EntryKind.LossAccepted => TryApplyLoss(books, entry),
        _ => true,
    };

    private static bool TryApplySigned(Books books, ReadOnlySpan<byte> bytes)
    {
        if (!Entry.TryRead<Signed>(bytes, out var head, out var signed))
        {
            return false;
        }

        if (signed.Orders == 0)
        {
            return true;
        }

        if (!OwnerId.TryParse(Text(head.Owner), out var owner))
        {
            return false;
        }

        var bot = books.Scope(new RecordIdentity(owner, RecordKind.Bot, Text(signed.Bot)));
        var key = books.Scope(new RecordIdentity(owner, RecordKind.ExchangeKey, Text(signed.Key)));
        var charge = new Charge(Text(signed.Asset), signed.Orders, signed.Notional, signed.Loss);
        _ = books.Sign(new Reservation(bot, key, charge, default, default), head.Index, CanonicalName.Read(key.Identity, signed.Parameters), head.BudgetTime);
        return true;
    }

    private static bool TryApplyEnd(Books books, ReadOnlySpan<byte> bytes)
    {
        if (!Entry.TryRead<OrderEnded>(bytes, out var head, out var ended))
        {
            return false;
        }

        _ = books.End(ended.Order, ended.Status, ended.Executed, head.BudgetTime);
        return true;
    }

    private static bool TryApplyLease(Books books, ReadOnlySpan<byte> bytes)
    {
        if (!Entry.TryRead<Leased>(bytes, out var head, out var leased) || !OwnerId.TryParse(Text(head.Owner), out var owner))
        {
            return false;
        }

        var scope = books.Scope(new RecordIdentity(owner, leased.Scope, Text(leased.Name)));
        Books.Book(new LeaseWanted(scope, Text(leased.Asset), leased.Orders, leased.Notional, leased.Loss), head.Index);
        return true;
    }

    private static bool TryApplyStart(Books books, ReadOnlySpan<byte> bytes)
    {
        if (!Entry.TryRead<Started>(bytes, out var head, out var started))
        {
            return false;
        }

        if (started.Unclean)
        {
            books.SpendLeases(head.BudgetTime);
        }

        return true;
    }

    private static bool TryApplyOrderlyEnd(Books books, ReadOnlySpan<byte> bytes)
    {
        if (!Entry.TryRead<Ended>(bytes, out _, out _))
        {
            return false;
        }

        books.ReturnLeases();
        return true;
    }

    private static bool TryApplyLoss(Books books, ReadOnlySpan<byte> bytes)
    {
        if (!Entry.TryRead<LossAccepted>(bytes, out var head, out _))
        {
            return false;
        }

        books.AllSpent(head.BudgetTime);
        return true;
    }

    private static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);
}
