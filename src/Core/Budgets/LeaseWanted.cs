namespace Countersign.Core.Budgets;

/// <summary>Budget that is to be booked ahead, with an entry of its own in the journal.</summary>
/// <param name="Scope">Whose.</param>
/// <param name="Asset">Of the amounts.</param>
/// <param name="Orders">Orders to book.</param>
/// <param name="Notional">Notional to book.</param>
/// <param name="Loss">Loss to book.</param>
public readonly record struct LeaseWanted(BudgetScope Scope, string Asset, uint Orders, decimal Notional, decimal Loss)
{
    public bool IsNone => Orders == 0 && Notional == 0 && Loss == 0;
}
