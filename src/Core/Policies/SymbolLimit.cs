namespace Countersign.Core.Policies;

/// <summary>What a policy allows on one symbol.</summary>
/// <param name="Symbol">As the exchange writes it.</param>
/// <param name="MaxNotional">The most that one order may be worth, in the symbol's quote asset; above zero.</param>
public sealed record SymbolLimit(string Symbol, decimal MaxNotional);
