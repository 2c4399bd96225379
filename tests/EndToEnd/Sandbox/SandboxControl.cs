using System.Text;
using System.Text.Json.Nodes;

namespace Countersign.EndToEnd.Sandbox;

/// <summary>The control API of a sandbox, typed. Throws with the sandbox's own words when it refuses.</summary>
internal sealed class SandboxControl(string url) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(url + "/sandbox/") };

    public Task<JsonObject> OpenAccountAsync(string name, params (string Asset, string Amount)[] balances) =>
        SendAsync(HttpMethod.Post, "accounts", new JsonObject { ["name"] = name, ["balances"] = Amounts(balances) });

    /// <summary>Sets the free balances named.</summary>
    public Task<JsonObject> SetBalancesAsync(string name, params (string Asset, string Amount)[] balances) =>
        SendAsync(HttpMethod.Patch, "accounts/" + name, new JsonObject { ["balances"] = Amounts(balances) });

    public async Task<SandboxAccount> AccountAsync(string name) => new(await SendAsync(HttpMethod.Get, "accounts/" + name));

    /// <summary>An HMAC key; its secret comes with it.</summary>
    public Task<SandboxKey> CreateHmacKeyAsync(string account, string[]? ips = null, params string[] permissions) =>
        CreateKeyAsync(account, "hmac", publicKey: null, ips, permissions);

    /// <param name="account">The account the key is for.</param>
    /// <param name="type">`hmac`, `rsa` or `ed25519`.</param>
    /// <param name="publicKey">PEM; null for HMAC.</param>
    /// <param name="ips">The allow-list; null or empty lets every address in.</param>
    /// <param name="permissions">Names of permissions to switch on beside `enableReading`.</param>
    public async Task<SandboxKey> CreateKeyAsync(string account, string type, string? publicKey, string[]? ips, params string[] permissions)
    {
        var answer = await SendAsync(HttpMethod.Post, "keys", new JsonObject
        {
            ["account"] = account,
            ["type"] = type,
            ["publicKey"] = publicKey,
            ["ips"] = new JsonArray([.. (ips ?? []).Select(static ip => (JsonNode)ip)]),
            ["permissions"] = Permissions(permissions, isOn: true),
        });
        return new SandboxKey(answer["apiKey"]!.GetValue<string>(), answer["secret"]?.GetValue<string>());
    }

    public Task<JsonObject> SetPermissionAsync(string apiKey, string permission, bool isOn) =>
        SendAsync(HttpMethod.Patch, "keys/" + apiKey, new JsonObject { ["permissions"] = Permissions([permission], isOn) });

    public Task<JsonObject> SetAddressesAsync(string apiKey, params string[] ips) =>
        SendAsync(HttpMethod.Patch, "keys/" + apiKey, new JsonObject { ["ips"] = new JsonArray([.. ips.Select(static ip => (JsonNode)ip)]) });

    public Task DeleteKeyAsync(string apiKey) => SendAsync(HttpMethod.Delete, "keys/" + apiKey);

    public Task SetClockAsync(long offsetMilliseconds) => SendAsync(HttpMethod.Put, "clock", new JsonObject { ["offsetMs"] = offsetMilliseconds });

    public Task SetLimitsAsync(int? weightPerMinute = null, int? ordersPer10s = null, int? ordersPerDay = null) => SendAsync(
        HttpMethod.Put,
        "limits",
        new JsonObject { ["weightPerMinute"] = weightPerMinute, ["ordersPer10s"] = ordersPer10s, ["ordersPerDay"] = ordersPerDay });

    /// <summary>Forgets weight, order counts and bans.</summary>
    public Task ClearLimitsAsync() => SendAsync(HttpMethod.Delete, "limits");

    /// <param name="kind">delay, status-before, status-after, drop-before, drop-after, echo, rate-limit-429 or ban-418.</param>
    /// <param name="method">Null for any.</param>
    /// <param name="path">Null for any.</param>
    /// <param name="count">How many requests it hits.</param>
    /// <param name="ms">Milliseconds to wait first.</param>
    /// <param name="status">Of the status kinds.</param>
    /// <param name="body">Of the status kinds; null for the exchange's own error.</param>
    public Task AddFaultAsync(
        string kind, string? method = null, string? path = null, int count = 1, int ms = 0, int status = 502, string? body = null) => SendAsync(
        HttpMethod.Post,
        "faults",
        new JsonObject
        {
            ["kind"] = kind, ["method"] = method, ["path"] = path, ["count"] = count, ["ms"] = ms, ["status"] = status, ["body"] = body,
        });

    public Task ClearFaultsAsync() => SendAsync(HttpMethod.Delete, "faults");

    /// <summary>What reached the exchange after a sequence number, in the order of arrival.</summary>
    public async Task<IReadOnlyList<SandboxReceived>> ReceivedAsync(long after = 0)
    {
        var answer = await SendAsync(HttpMethod.Get, $"received?after={after}");
        return [.. answer["received"]!.AsArray().Select(static item => new SandboxReceived(item!.AsObject()))];
    }

    public Task ClearReceivedAsync() => SendAsync(HttpMethod.Delete, "received");

    /// <summary>Lets the market walk, also when it is quiet.</summary>
    public Task StepMarketAsync(int steps = 1) => SendAsync(HttpMethod.Post, "market/step", new JsonObject { ["steps"] = steps });

    public async Task<JsonObject> SendAsync(HttpMethod method, string path, JsonObject? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        }

        using var response = await _client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode
            ? JsonNode.Parse(text)!.AsObject()
            : throw new InvalidOperationException($"the sandbox refused {method} {path}: {text}");
    }

    public void Dispose() => _client.Dispose();

    private static JsonObject Amounts((string Asset, string Amount)[] balances) =>
        new(balances.Select(static pair => KeyValuePair.Create(pair.Asset, (JsonNode?)pair.Amount)));

    private static JsonObject Permissions(string[] names, bool isOn) =>
        new(names.Select(name => KeyValuePair.Create(name, (JsonNode?)isOn)));
}
