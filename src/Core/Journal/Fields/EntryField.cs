namespace Countersign.Core.Journal.Fields;

/// <summary>A field of a kind of entry.</summary>
/// <param name="Name">As in the documents and in JSON.</param>
/// <param name="Type">How it is laid out.</param>
/// <param name="Choices">What the numbers of a choice stand for, from 0.</param>
public sealed record EntryField(string Name, EntryFieldType Type, IReadOnlyList<string>? Choices = null);
