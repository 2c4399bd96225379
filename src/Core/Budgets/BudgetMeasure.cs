namespace Countersign.Core.Budgets;

/// <summary>What a budget counts.</summary>
public enum BudgetMeasure
{
    /// <summary>Orders signed; never given back.</summary>
    Orders,

    /// <summary>Notional signed, in a quote asset; never given back.</summary>
    Notional,

    /// <summary>Notional that filled in the window, and all that may still fill of open orders, whatever their age.</summary>
    Turnover,

    /// <summary>What the prices of those orders give away against the reference, at most.</summary>
    Loss,
}
