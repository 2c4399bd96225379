namespace Countersign.Core.Journal;

/// <summary>What every entry begins with.</summary>
public readonly ref struct EntryHead
{
    /// <summary>Its place in the journal, from 0.</summary>
    public required ulong Index { get; init; }

    /// <summary>By the machine's clock, microseconds since 1970.</summary>
    public required long Time { get; init; }

    /// <summary>Microseconds on the clock by which budgets count: it only goes forward, and stands still while the machine is off.</summary>
    public required long BudgetTime { get; init; }

    /// <summary>Whose record it concerns, ASCII; empty for the signer itself and for strangers.</summary>
    public required ReadOnlySpan<byte> Owner { get; init; }
}
