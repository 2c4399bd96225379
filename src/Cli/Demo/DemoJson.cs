using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Countersign.Cli.Demo;

/// <summary>Serialization of the nodes that the demonstration sends and gets.</summary>
[JsonSerializable(typeof(JsonNode))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class DemoJson : JsonSerializerContext;
