namespace Countersign.Core.Requests;

/// <summary>What is left of a query or a body when the signature parameter is cut out of it.</summary>
internal readonly record struct WithoutSignature(ReadOnlyMemory<byte> Before, ReadOnlyMemory<byte> After);
