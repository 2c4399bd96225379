using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Countersign.Core.Budgets;
using Countersign.Core.Refusals;
using Countersign.Core.Requests;

namespace Countersign.Core.Policies;

/// <summary>Walks one document and notes each problem with its path, instead of stopping at the first.</summary>
internal sealed class PolicyReader
{
    private readonly PolicyNotes _notes = new();

    public ImmutableArray<PolicyProblem> Problems => _notes.Problems;

    /// <summary>The policy; null if there is any problem.</summary>
    public Policy? Read(JsonElement root)
    {
        var members = _notes.Members("$", root, "task", "orderTypes", "symbols", "budgets");
        if (members is null)
        {
            return null;
        }

        var task = ReadTask(members);
        var orderTypes = ImmutableArray<OrderType>.Empty;
        var symbols = FrozenDictionary<string, SymbolLimit>.Empty;
        var budgets = BudgetLimits.None;
        if (task == PolicyTask.ReadOnly)
        {
            RefuseLimits(members);
        }
        else
        {
            orderTypes = ReadOrderTypes(members);
            symbols = ReadSymbols(members);
            budgets = ReadBudgets(members, symbols);
        }

        return _notes.IsClean && task is { } known
            ? new Policy { Task = known, OrderTypes = orderTypes, Symbols = symbols, Budgets = budgets }
            : null;
    }

    private PolicyTask? ReadTask(Dictionary<string, JsonElement> members)
    {
        if (!members.TryGetValue("task", out var element))
        {
            _notes.Note("task", "is missing; write \"spot-trading\" or \"read-only\"");
            return null;
        }

        foreach (var task in Enum.GetValues<PolicyTask>())
        {
            if (string.Equals(PolicyNotes.Text(element), PolicyWords.ToText(task), StringComparison.Ordinal))
            {
                return task;
            }
        }

        _notes.Note("task", "must be \"spot-trading\" or \"read-only\"");
        return null;
    }

    // A limit that is not used would look like one that protects.
    private void RefuseLimits(Dictionary<string, JsonElement> members)
    {
        foreach (var name in members.Keys.Where(name => name is not "task"))
        {
            _notes.Note(name, "means nothing in a read-only policy; leave it out");
        }
    }

    private ImmutableArray<OrderType> ReadOrderTypes(Dictionary<string, JsonElement> members)
    {
        if (!members.TryGetValue("orderTypes", out var list))
        {
            _notes.Note("orderTypes", "is missing; write a list of LIMIT, LIMIT_MAKER, MARKET");
            return [];
        }

        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
        {
            _notes.Note("orderTypes", "must be a list of at least one of LIMIT, LIMIT_MAKER, MARKET");
            return [];
        }

        var types = ImmutableArray.CreateBuilder<OrderType>();
        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"orderTypes[{index++}]");
            if (PolicyNotes.Text(item) is not { } word || !OrderWords.TryParseType(word, out var type) || !Policy.JudgedOrderTypes.Contains(type))
            {
                _notes.Note(path, "must be one of LIMIT, LIMIT_MAKER, MARKET");
            }
            else if (types.Contains(type))
            {
                _notes.Note(path, $"{word} is named twice");
            }
            else
            {
                types.Add(type);
            }
        }

        return types.ToImmutable();
    }

    private FrozenDictionary<string, SymbolLimit> ReadSymbols(Dictionary<string, JsonElement> members)
    {
        var symbols = new Dictionary<string, SymbolLimit>(StringComparer.Ordinal);
        if (!members.TryGetValue("symbols", out var element))
        {
            _notes.Note("symbols", "is missing; write an object like {\"BTCUSDT\": {\"maxNotional\": \"1000\"}}");
            return symbols.ToFrozenDictionary();
        }

        var entries = _notes.Members("symbols", element);
        if (entries is null)
        {
            return symbols.ToFrozenDictionary();
        }

        if (entries.Count is 0 or > Policy.MaxSymbols)
        {
            _notes.Note("symbols", $"must name 1 to {Policy.MaxSymbols} symbols, not {entries.Count}");
        }

        foreach (var (symbol, limits) in entries)
        {
            var path = $"symbols.{Quoted.From(symbol)}";
            if (!IsSymbol(symbol))
            {
                _notes.Note(path, "is no symbol; write it as the exchange does, like BTCUSDT");
            }

            if (ReadLimit(symbol, path, limits) is { } limit)
            {
                symbols[symbol] = limit;
            }
        }

        return symbols.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private SymbolLimit? ReadLimit(string symbol, string path, JsonElement element)
    {
        var members = _notes.Members(path, element, "maxNotional", "quote");
        if (members is null)
        {
            return null;
        }

        if (!members.TryGetValue("maxNotional", out var value))
        {
            _notes.Note($"{path}.maxNotional", "is missing; write the most that one order may be worth in the quote asset, like \"1000\"");
            return null;
        }

        if (PolicyNotes.Text(value) is { } text && ExchangeDecimal.Read(text, out var maxNotional) == RefusalKind.None && maxNotional > 0)
        {
            return ReadQuote(symbol, path, members) is { } quote ? new SymbolLimit(symbol, maxNotional, quote) : null;
        }

        _notes.Note($"{path}.maxNotional", "must be a decimal above zero in quotes, like \"1000\"");
        return null;
    }

    private string? ReadQuote(string symbol, string path, Dictionary<string, JsonElement> members)
    {
        if (!members.TryGetValue("quote", out var value))
        {
            return QuoteAssets.Of(symbol);
        }

        if (PolicyNotes.Text(value) is { Length: > 0 } quote && quote.Length < symbol.Length && symbol.EndsWith(quote, StringComparison.Ordinal))
        {
            return quote;
        }

        _notes.Note($"{path}.quote", "must be the asset that the symbol ends with, like \"USDT\" of BTCUSDT");
        return null;
    }

    private BudgetLimits ReadBudgets(Dictionary<string, JsonElement> members, FrozenDictionary<string, SymbolLimit> symbols)
    {
        if (!members.TryGetValue("budgets", out var element))
        {
            return BudgetLimits.None;
        }

        var limits = new BudgetReader(_notes).Read("budgets", element);

        // What no budget counts would be spent without limit by a policy that looks as if it had one.
        foreach (var measure in limits.All.Where(static limit => limit.Asset.Length > 0).Select(static limit => limit.Measure).Distinct())
        {
            var assets = limits.All.Where(limit => limit.Measure == measure).Select(static limit => limit.Asset).ToHashSet(StringComparer.Ordinal);
            foreach (var symbol in symbols.Values.Where(symbol => !assets.Contains(symbol.Quote)).OrderBy(static symbol => symbol.Symbol, StringComparer.Ordinal))
            {
                _notes.Note($"symbols.{Quoted.From(symbol.Symbol)}", symbol.Quote.Length == 0
                    ? "has a quote asset that countersign does not know; write it as \"quote\", so that budgets can count it"
                    : $"is paid in {symbol.Quote}, and budgets.{BudgetWords.ToText(measure)} has no {symbol.Quote}");
            }
        }

        return limits;
    }

    private static bool IsSymbol(string text)
    {
        foreach (var c in text)
        {
            if ((!char.IsLetterOrDigit(c) && c is not ('-' or '_' or '.')) || char.IsLower(c))
            {
                return false;
            }
        }

        return text.Length is > 1 and <= Policy.MaxSymbolLength;
    }
}
