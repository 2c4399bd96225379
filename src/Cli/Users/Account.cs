namespace Countersign.Cli.Users;

/// <summary>A user of this machine that a process runs as.</summary>
internal sealed record Account(string Name, uint UserId, uint GroupId);
