namespace Countersign.Core.Budgets;

/// <summary>An order whose end is not known: all of it counts as exposure.</summary>
/// <param name="Bot">The bot's budgets.</param>
/// <param name="Key">The key's.</param>
/// <param name="Charge">What was charged for it.</param>
/// <param name="Name">By which the exchange knows it; none where that is not known.</param>
/// <param name="Since">Budget time at which it was signed, microseconds.</param>
public readonly record struct OpenOrder(BudgetScope Bot, BudgetScope Key, Charge Charge, ClientOrderName Name, long Since);
