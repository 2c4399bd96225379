using System.Collections.Immutable;

namespace Countersign.Core.Budgets;

/// <summary>The budget clauses of one policy, or the ceiling of one exchange key.</summary>
/// <param name="All">Each clause; empty where nothing is limited.</param>
public sealed record BudgetLimits(ImmutableArray<BudgetLimit> All)
{
    public static BudgetLimits None { get; } = new([]);

    /// <summary>True where the loss of an order must be known.</summary>
    public bool CountsLoss => All.Any(static limit => limit.Measure == BudgetMeasure.Loss);
}
