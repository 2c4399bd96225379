using System.Collections.Frozen;
using System.Collections.Immutable;
using Countersign.Core.Requests;

namespace Countersign.Core.Policies;

/// <summary>What one bot may do with one exchange key. What it does not allow is refused.</summary>
public sealed record Policy
{
    public const int MaxSymbols = 200;

    public required PolicyTask Task { get; init; }

    /// <summary>Empty for a policy that only reads.</summary>
    public required ImmutableArray<OrderType> OrderTypes { get; init; }

    /// <summary>By symbol as the exchange writes it, upper case. Empty for a policy that only reads.</summary>
    public required FrozenDictionary<string, SymbolLimit> Symbols { get; init; }

    /// <summary>The order types that a policy can allow so far.</summary>
    public static ImmutableArray<OrderType> JudgedOrderTypes { get; } = [OrderType.Limit, OrderType.LimitMaker, OrderType.Market];
}
