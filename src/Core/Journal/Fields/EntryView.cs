using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Countersign.Core.Journal.Fields;

/// <summary>An entry taken apart for printing, searching and exporting.</summary>
public sealed class EntryView
{
    private EntryView(EntryKind kind, in EntryHead head, EntryValue[] values)
    {
        Kind = kind;
        Index = head.Index;
        Time = head.Time;
        BudgetTime = head.BudgetTime;
        Owner = Encoding.UTF8.GetString(head.Owner);
        Values = values;
    }

    public EntryKind Kind { get; }

    /// <summary>As in the head.</summary>
    public ulong Index { get; }

    /// <summary>As in the head.</summary>
    public long Time { get; }

    /// <summary>As in the head.</summary>
    public long BudgetTime { get; }

    /// <summary>As in the head.</summary>
    public string Owner { get; }

    public IReadOnlyList<EntryValue> Values { get; }

    /// <summary>What a field says; none where the kind has no such field.</summary>
    public string? this[string field]
    {
        get
        {
            foreach (var value in Values)
            {
                if (value.Field.Name == field)
                {
                    return value.Text;
                }
            }

            return null;
        }
    }

    /// <summary>Takes an entry apart. False for bytes that are none, and for kinds and fields that this version does not know; never throws.</summary>
    public static bool TryRead(ReadOnlySpan<byte> entry, [NotNullWhen(true)] out EntryView? view)
    {
        view = Entry.TryReadHead(entry, out var kind, out var head, out var fields) && EntryFields.TryRead(kind, fields, out var values)
            ? new EntryView(kind, head, values)
            : null;
        return view is not null;
    }
}
