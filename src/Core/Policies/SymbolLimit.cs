namespace Countersign.Core.Policies;

/// <summary>What a policy allows on one symbol.</summary>
/// <param name="Symbol">As the exchange writes it.</param>
/// <param name="MaxNotional">The most that one order may be worth, in the symbol's quote asset; above zero.</param>
/// <param name="Quote">The symbol's quote asset, in which its money is counted; empty where it is not known, which no policy with budgets allows.</param>
public sealed record SymbolLimit(string Symbol, decimal MaxNotional, string Quote);
