using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Countersign.Cli.Demo;

/// <summary>What a person does on the exchange's own pages, at the sandbox: opens accounts, registers keys, looks at balances.</summary>
internal sealed class DemoExchange : IDisposable
{
    private readonly HttpClient _http;

    internal DemoExchange(string url)
    {
        Url = url;
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(url) };
    }

    internal string Url { get; }

    internal Task OpenAccountAsync(string name, JsonObject balances) =>
        ControlAsync("accounts", new JsonObject { ["name"] = name, ["balances"] = balances });

    /// <summary>Registers a public key, or has an HMAC key made; with reading and spot trading, and the allow-list where one is given.</summary>
    /// <returns>What the exchange says: <c>apiKey</c>, and <c>secret</c> for HMAC.</returns>
    internal Task<JsonNode> RegisterKeyAsync(string account, string type, string? publicKey, string? allowedAddress) =>
        ControlAsync("keys", new JsonObject
        {
            ["account"] = account,
            ["type"] = type,
            ["publicKey"] = publicKey,
            ["permissions"] = new JsonObject { ["enableReading"] = true, ["enableSpotAndMarginTrading"] = true },
            ["ips"] = allowedAddress is null ? [] : new JsonArray(allowedAddress),
        });

    internal async Task<decimal> PriceAsync(string symbol) =>
        Parse((await GetAsync($"/api/v3/ticker/price?symbol={symbol}"))["price"]);

    /// <summary>Everything on an account at the prices given, in USDT.</summary>
    internal async Task<DemoBalance> BalanceAsync(string account, IReadOnlyDictionary<string, decimal> prices)
    {
        var balances = (await GetAsync($"/sandbox/accounts/{account}"))["balances"]!.AsObject();
        var amounts = balances.ToDictionary(
            pair => pair.Key, pair => Parse(pair.Value!["free"]) + Parse(pair.Value["locked"]), StringComparer.Ordinal);
        return new DemoBalance(amounts, amounts.Sum(pair => pair.Value * prices[pair.Key]));
    }

    /// <summary>How many requests of this method and path have reached the exchange so far.</summary>
    internal async Task<int> CountReceivedAsync(string method, string path) =>
        (await GetAsync("/sandbox/received?after=0"))["received"]!.AsArray()
            .Count(received => received!["method"]!.ToString() == method && received["path"]!.ToString() == path);

    public void Dispose() => _http.Dispose();

    private async Task<JsonNode> GetAsync(string path) => (await _http.GetFromJsonAsync(path, DemoJson.Default.JsonNode))!;

    private async Task<JsonNode> ControlAsync(string path, JsonObject body)
    {
        using var response = await _http.PostAsJsonAsync($"/sandbox/{path}", body, DemoJson.Default.JsonObject);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync(DemoJson.Default.JsonNode))!;
    }

    private static decimal Parse(JsonNode? text) => decimal.Parse(text!.ToString(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
}
