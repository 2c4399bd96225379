using System.Text.Json.Nodes;

namespace Countersign.Sandbox.Control;

/// <summary>What the control API answers.</summary>
internal sealed record ControlReply(int Status, JsonNode Body)
{
    public static ControlReply Done { get; } = new(200, new JsonObject());

    public static ControlReply Refused(string message) => new(400, new JsonObject { ["error"] = message });

    public static ControlReply NotFound(string message) => new(404, new JsonObject { ["error"] = message });

    public static implicit operator ControlReply(JsonObject body) => new(200, body);
}
