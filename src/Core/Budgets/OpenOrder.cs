namespace Countersign.Core.Budgets;

/// <summary>An order whose end is not known: all of it counts as exposure.</summary>
/// <param name="Bot">The bot's budgets.</param>
/// <param name="Key">The key's.</param>
/// <param name="Charge">What was charged for it.</param>
/// <param name="Name">By which the exchange knows it; none where that is not known.</param>
/// <param name="Since">Budget time at which it was signed, microseconds.</param>
public readonly record struct OpenOrder(BudgetScope Bot, BudgetScope Key, Charge Charge, ClientOrderName Name, long Since)
{
    /// <summary>No order has this index.</summary>
    internal const ulong Nobody = ulong.MaxValue;

    /// <summary>The open order that had this name before.</summary>
    internal ulong Earlier { get; init; } = Nobody;

    /// <summary>The open order that was given this name after it.</summary>
    internal ulong Later { get; init; } = Nobody;
}
