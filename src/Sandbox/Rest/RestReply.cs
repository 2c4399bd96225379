namespace Countersign.Sandbox.Rest;

/// <summary>What goes back over HTTP: status, body as text, and headers beside the content type.</summary>
internal sealed record RestReply(int Status, string Body, string ContentType, IReadOnlyList<(string Name, string Value)> Headers)
{
    public const string Json = "application/json;charset=UTF-8";
}
