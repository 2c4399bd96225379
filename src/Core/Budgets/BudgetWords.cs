namespace Countersign.Core.Budgets;

/// <summary>The words of budgets, as policies write them.</summary>
public static class BudgetWords
{
    public static string ToText(BudgetMeasure measure) => measure switch
    {
        BudgetMeasure.Orders => "orders",
        BudgetMeasure.Notional => "notional",
        BudgetMeasure.Turnover => "turnover",
        _ => "loss",
    };

    public static string ToText(BudgetWindow window) => window switch
    {
        BudgetWindow.Minute => "minute",
        BudgetWindow.Hour => "hour",
        _ => "day",
    };
}
