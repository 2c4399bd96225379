using System.Net;
using System.Text.Json.Nodes;

namespace Countersign.EndToEnd.Sandbox;

/// <summary>An answer of an exchange, or of what stands in front of one.</summary>
internal sealed record RawAnswer(HttpStatusCode Status, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    /// <summary>The exchange's error code; 0 when there is none.</summary>
    public int Code => Status == HttpStatusCode.OK ? 0 : Json["code"]!.GetValue<int>();

    public string Message => Json["msg"]!.GetValue<string>();

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
