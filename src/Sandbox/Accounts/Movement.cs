namespace Countersign.Sandbox.Accounts;

/// <summary>Money that left the spot wallet or came back: a withdrawal or a transfer. Time in microseconds since the epoch.</summary>
internal sealed record Movement(string Id, string Kind, string Asset, decimal Amount, string Target, long Time);
