using Countersign.Core.Records;

namespace Countersign.Core.Budgets;

/// <summary>How far one clause is used at a moment.</summary>
/// <param name="Of">The bot or key whose clause it is.</param>
/// <param name="Limit">The clause.</param>
/// <param name="Used">What counts against it; after a crash or where the exchange executed more than was asked, it may be more than the clause allows.</param>
public sealed record BudgetUse(RecordIdentity Of, BudgetLimit Limit, decimal Used);
