namespace Countersign.Core.Budgets;

/// <summary>One figure that must not be exceeded.</summary>
/// <param name="Measure">What is counted.</param>
/// <param name="Asset">The quote asset that money is counted in; empty for <see cref="BudgetMeasure.Orders"/>.</param>
/// <param name="Window">Over which time.</param>
/// <param name="Most">The figure.</param>
public sealed record BudgetLimit(BudgetMeasure Measure, string Asset, BudgetWindow Window, decimal Most);
