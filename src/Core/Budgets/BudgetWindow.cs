namespace Countersign.Core.Budgets;

/// <summary>How far back a budget looks.</summary>
public enum BudgetWindow
{
    Minute,
    Hour,
    Day,
}
