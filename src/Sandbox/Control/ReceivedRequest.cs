using Countersign.Sandbox.Rest;

namespace Countersign.Sandbox.Control;

/// <summary>A request as it arrived, and what it was answered with. Time in milliseconds since the epoch.</summary>
internal sealed record ReceivedRequest(
    long Sequence,
    long Time,
    RestRequest Request,
    string Protocol,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    IReadOnlyList<Parameter> Parameters)
{
    /// <summary>Zero while unanswered, or when the connection was dropped.</summary>
    public int Status { get; set; }
}
