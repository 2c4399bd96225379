namespace Countersign.Confinement.SystemCalls;

/// <summary>A system call that may be made, if all conditions hold; several of the same name are alternatives.</summary>
internal readonly record struct AllowedCall(string Name, params ArgumentTest[] Conditions);
