namespace Countersign.EndToEnd.Sandbox;

/// <summary>A key that the sandbox registered; the secret of an HMAC key, else null.</summary>
internal sealed record SandboxKey(string ApiKey, string? Secret);
