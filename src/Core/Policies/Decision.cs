using Countersign.Core.Budgets;
using Countersign.Core.Catalogue;

namespace Countersign.Core.Policies;

/// <summary>What a policy allowed.</summary>
/// <param name="Effect">What the call does to the account; a test order counts as the trade it could become.</param>
/// <param name="Symbol">Of an order or a cancel, the policy's own copy of the text; else null.</param>
/// <param name="Notional">Of an order, in the symbol's quote asset; else null.</param>
/// <param name="Charge">What it takes from the budgets; nothing for a read or a cancel.</param>
public readonly record struct Decision(Effect Effect, string? Symbol, decimal? Notional, Charge Charge = default);
