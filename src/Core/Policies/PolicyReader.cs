using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Countersign.Core.Refusals;
using Countersign.Core.Requests;

namespace Countersign.Core.Policies;

/// <summary>Walks one document and notes each problem with its path, instead of stopping at the first.</summary>
internal sealed class PolicyReader
{
    private readonly ImmutableArray<PolicyProblem>.Builder _problems = ImmutableArray.CreateBuilder<PolicyProblem>();

    public ImmutableArray<PolicyProblem> Problems => _problems.ToImmutable();

    /// <summary>The policy; null if there is any problem.</summary>
    public Policy? Read(JsonElement root)
    {
        var members = Members("$", root, "task", "orderTypes", "symbols");
        if (members is null)
        {
            return null;
        }

        var task = ReadTask(members);
        var orderTypes = ImmutableArray<OrderType>.Empty;
        var symbols = FrozenDictionary<string, SymbolLimit>.Empty;
        if (task == PolicyTask.ReadOnly)
        {
            RefuseLimits(members);
        }
        else
        {
            orderTypes = ReadOrderTypes(members);
            symbols = ReadSymbols(members);
        }

        return _problems.Count == 0 && task is { } known ? new Policy { Task = known, OrderTypes = orderTypes, Symbols = symbols } : null;
    }

    private PolicyTask? ReadTask(Dictionary<string, JsonElement> members)
    {
        if (!members.TryGetValue("task", out var element))
        {
            Note("task", "is missing; write \"spot-trading\" or \"read-only\"");
            return null;
        }

        foreach (var task in Enum.GetValues<PolicyTask>())
        {
            if (string.Equals(Text(element), PolicyWords.ToText(task), StringComparison.Ordinal))
            {
                return task;
            }
        }

        Note("task", "must be \"spot-trading\" or \"read-only\"");
        return null;
    }

    // A limit that is not used would look like one that protects.
    private void RefuseLimits(Dictionary<string, JsonElement> members)
    {
        foreach (var name in members.Keys.Where(name => name is not "task"))
        {
            Note(name, "means nothing in a read-only policy; leave it out");
        }
    }

    private ImmutableArray<OrderType> ReadOrderTypes(Dictionary<string, JsonElement> members)
    {
        if (!members.TryGetValue("orderTypes", out var list))
        {
            Note("orderTypes", "is missing; write a list of LIMIT, LIMIT_MAKER, MARKET");
            return [];
        }

        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
        {
            Note("orderTypes", "must be a list of at least one of LIMIT, LIMIT_MAKER, MARKET");
            return [];
        }

        var types = ImmutableArray.CreateBuilder<OrderType>();
        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"orderTypes[{index++}]");
            if (Text(item) is not { } word || !OrderWords.TryParseType(word, out var type) || !Policy.JudgedOrderTypes.Contains(type))
            {
                Note(path, "must be one of LIMIT, LIMIT_MAKER, MARKET");
            }
            else if (types.Contains(type))
            {
                Note(path, $"{word} is named twice");
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
            Note("symbols", "is missing; write an object like {\"BTCUSDT\": {\"maxNotional\": \"1000\"}}");
            return symbols.ToFrozenDictionary();
        }

        var entries = Members("symbols", element);
        if (entries is null)
        {
            return symbols.ToFrozenDictionary();
        }

        if (entries.Count is 0 or > Policy.MaxSymbols)
        {
            Note("symbols", $"must name 1 to {Policy.MaxSymbols} symbols, not {entries.Count}");
        }

        foreach (var (symbol, limits) in entries)
        {
            var path = $"symbols.{Quoted.From(symbol)}";
            if (!IsSymbol(symbol))
            {
                Note(path, "is no symbol; write it as the exchange does, like BTCUSDT");
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
        var members = Members(path, element, "maxNotional");
        if (members is null)
        {
            return null;
        }

        if (!members.TryGetValue("maxNotional", out var value))
        {
            Note($"{path}.maxNotional", "is missing; write the most that one order may be worth in the quote asset, like \"1000\"");
            return null;
        }

        if (Text(value) is { } text && ExchangeDecimal.Read(text, out var maxNotional) == RefusalKind.None && maxNotional > 0)
        {
            return new SymbolLimit(symbol, maxNotional);
        }

        Note($"{path}.maxNotional", "must be a decimal above zero in quotes, like \"1000\"");
        return null;
    }

    /// <summary>The members of an object by name; an empty list of known names takes any. Null if it is no object.</summary>
    private Dictionary<string, JsonElement>? Members(string path, JsonElement element, params ReadOnlySpan<string> known)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            Note(path, "must be an object");
            return null;
        }

        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            var name = Name(property);
            var memberPath = path is "$" ? Quoted.From(name) : $"{path}.{Quoted.From(name)}";
            if (known.Length > 0 && !known.Contains(name))
            {
                Note(memberPath, $"is not known here; known are {string.Join(", ", known)}");
            }
            else if (!members.TryAdd(name, property.Value))
            {
                Note(memberPath, "is there twice");
            }
        }

        return members;
    }

    private void Note(string path, string sentence) => _problems.Add(new PolicyProblem(path, sentence));

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

    // Half a surrogate pair, written as an escape, is valid JSON but no text.
    private static string Name(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return "\uFFFD";
        }
    }

    private static string? Text(JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
