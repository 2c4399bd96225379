using System.Text.Json.Nodes;

namespace Countersign.Sandbox.Rest;

/// <summary>What a request is answered with: a JSON body, or a refusal.</summary>
internal sealed record Answer(int Status, JsonNode? Body, ApiError? Error)
{
    public static Answer Ok(JsonNode body) => new(200, body, null);

    public static implicit operator Answer(ApiError error) => new(
        error.Status, new JsonObject { ["code"] = error.Code, ["msg"] = error.Message }, error);

    public static implicit operator Answer(JsonObject body) => Ok(body);

    public static implicit operator Answer(JsonArray body) => Ok(body);
}
