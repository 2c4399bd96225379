using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using Countersign.Core.Budgets;
using Countersign.Core.Requests;

namespace Countersign.Core.Policies;

/// <summary>What one bot may do with one exchange key. What it does not allow is refused.</summary>
public sealed record Policy
{
    public const int MaxSymbols = 200;

    /// <summary>Characters of the longest symbol that a policy can name.</summary>
    public const int MaxSymbolLength = 40;

    public required PolicyTask Task { get; init; }

    /// <summary>Empty for a policy that only reads.</summary>
    public required ImmutableArray<OrderType> OrderTypes { get; init; }

    /// <summary>By symbol as the exchange writes it, upper case. Empty for a policy that only reads.</summary>
    public required FrozenDictionary<string, SymbolLimit> Symbols { get; init; }

    /// <summary>What all orders together may take over time; nothing is limited without it.</summary>
    public BudgetLimits Budgets { get; init; } = BudgetLimits.None;

    /// <summary>What the policy allows on a symbol, or null; compared byte by byte.</summary>
    public SymbolLimit? FindSymbol(ReadOnlySpan<byte> utf8)
    {
        Span<char> symbol = stackalloc char[MaxSymbolLength];
        return Encoding.UTF8.TryGetChars(utf8, symbol, out var length)
            && Symbols.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(symbol[..length], out var limit)
                ? limit
                : null;
    }

    /// <summary>The order types that a policy can allow so far.</summary>
    public static ImmutableArray<OrderType> JudgedOrderTypes { get; } = [OrderType.Limit, OrderType.LimitMaker, OrderType.Market];
}
