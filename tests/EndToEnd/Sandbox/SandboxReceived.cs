using System.Text.Json.Nodes;

namespace Countersign.EndToEnd.Sandbox;

/// <summary>A request as it reached the exchange.</summary>
internal sealed class SandboxReceived(JsonObject json)
{
    public long Sequence => json["seq"]!.GetValue<long>();

    public string Method => Text("method");

    public string Path => Text("path");

    /// <summary>The raw query without its question mark.</summary>
    public string Query => Text("query");

    /// <summary>The raw body as UTF-8.</summary>
    public string Body => Text("body");

    public byte[] BodyBytes => Convert.FromHexString(Text("bodyHex"));

    public string? ApiKey => json["apiKey"]?.GetValue<string>();

    /// <summary>Where the connection came from.</summary>
    public string Address => Text("address");

    /// <summary>What was answered; 0 when nothing was.</summary>
    public int Status => json["status"]!.GetValue<int>();

    /// <summary>Every parameter as the exchange's own parser read it, in order: the query's first.</summary>
    public IEnumerable<(string Name, string Value)> Parameters => json["parameters"]!.AsArray()
        .Select(static item => (item!["name"]!.GetValue<string>(), item["value"]!.GetValue<string>()));

    public IEnumerable<(string Name, string Value)> Headers => json["headers"]!.AsArray()
        .Select(static item => (item!["name"]!.GetValue<string>(), item["value"]!.GetValue<string>()));

    /// <summary>The whole record as text, to search for what must not be in it.</summary>
    public override string ToString() => json.ToJsonString();

    private string Text(string name) => json[name]!.GetValue<string>();
}
