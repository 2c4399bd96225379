namespace Countersign.Sandbox.Rest;

/// <summary>One parameter as the exchange reads it: decoded, with the part of the request it came from.</summary>
internal readonly record struct Parameter(string Name, string Value, bool IsInBody);
