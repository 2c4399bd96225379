using System.Globalization;
using Countersign.Core.Catalogue;

namespace Countersign.Courier.Limits;

/// <summary>
/// The request weight of one call, where it depends on the parameters: the catalogue has the least. What is counted too low before the
/// exchange has said what it counted lets anybody who may ask for market data get this address banned, cancels included.
/// Sources: rest-api.md of the spot documentation, market data and account endpoints; the futures documentation, the same.
/// </summary>
internal static class CallWeight
{
    private const int SpotDefaultDepth = 100;
    private const int FuturesDefaultRows = 500;

    /// <summary>The documented weight; the higher where the query leaves it open.</summary>
    public static int Of(Endpoint endpoint, string query) => Math.Max(endpoint.Weight, endpoint.Path switch
    {
        "/api/v3/depth" => Number(query, "limit", SpotDefaultDepth) switch { <= 100 => 5, <= 500 => 25, <= 1000 => 50, _ => 250 },
        "/api/v3/ticker/24hr" => IsForOne(query) ? 2 : 80,
        "/api/v3/ticker" or "/api/v3/ticker/tradingDay" => IsForOne(query) ? 4 : 200,
        "/api/v3/ticker/price" or "/api/v3/ticker/bookTicker" => IsForOne(query) ? 2 : 4,
        "/api/v3/openOrders" when endpoint.Method == HttpVerb.Get => IsForOne(query) ? 6 : 80,
        "/fapi/v1/depth" or "/dapi/v1/depth" => Number(query, "limit", FuturesDefaultRows) switch { <= 50 => 2, <= 100 => 5, <= 500 => 10, _ => 20 },
        "/fapi/v1/klines" or "/dapi/v1/klines" => Number(query, "limit", FuturesDefaultRows) switch { < 100 => 1, < 500 => 2, <= 1000 => 5, _ => 10 },
        "/fapi/v1/ticker/24hr" or "/dapi/v1/ticker/24hr" => IsForOne(query) ? 1 : 40,
        "/fapi/v1/ticker/price" or "/fapi/v2/ticker/price" or "/dapi/v1/ticker/price" => IsForOne(query) ? 1 : 2,
        "/fapi/v1/ticker/bookTicker" or "/dapi/v1/ticker/bookTicker" => IsForOne(query) ? 2 : 5,
        "/fapi/v1/openOrders" or "/dapi/v1/openOrders" => IsForOne(query) ? 1 : 40,
        _ => 0,
    });

    private static bool IsForOne(string query) => Find(query, "symbol") is { Length: > 0 };

    // What is no number, or is there twice, may mean anything.
    private static int Number(string query, string name, int ifAbsent) => Find(query, name) switch
    {
        null => ifAbsent,
        var text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue,
    };

    private static string? Find(string query, string name)
    {
        string? found = null;
        foreach (var pair in query.Split('&'))
        {
            if (pair.StartsWith(name, StringComparison.Ordinal) && pair.AsSpan(name.Length).StartsWith("="))
            {
                found = found is null ? pair[(name.Length + 1)..] : "";
            }
        }

        return found;
    }
}
