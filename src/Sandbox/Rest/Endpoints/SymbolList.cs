using System.Text.Json;
using Countersign.Sandbox.Market;

namespace Countersign.Sandbox.Rest.Endpoints;

/// <summary>Reads `symbol` or `symbols=["A","B"]`, of which at most one may be sent.</summary>
internal static class SymbolList
{
    /// <summary>The markets asked for; null when neither parameter was sent, or something is wrong.</summary>
    public static IReadOnlyList<SymbolMarket>? Read(RestCall call)
    {
        if (call.Parameters.Optional("symbols") is not { } text)
        {
            return call.Market(isRequired: false) is { } market ? [market] : null;
        }

        if (call.Parameters.Has("symbol"))
        {
            call.Parameters.Fail(new ApiError(400, -1128, "Combination of optional parameters invalid."));
            return null;
        }

        var markets = new List<SymbolMarket>();
        foreach (var name in Names(text) ?? [])
        {
            if (!call.Exchange.Markets.TryGetValue(name, out var market))
            {
                call.Parameters.Fail(Errors.Symbol);
                return null;
            }

            if (markets.Contains(market))
            {
                call.Parameters.Fail(Errors.DuplicateSymbols);
                return null;
            }

            markets.Add(market);
        }

        call.Parameters.Fail(markets.Count == 0
            ? Errors.Characters("symbols", """^\[("[A-Z0-9-_.]{1,20}"(,"[A-Z0-9-_.]{1,20}"){0,}){0,1}\]$""")
            : null);
        return markets;
    }

    private static List<string>? Names(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Array
                ? [.. document.RootElement.EnumerateArray().Select(static item => item.ToString())]
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
