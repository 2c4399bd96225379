namespace Countersign.Core.Journal.Fields;

/// <summary>What an entry says in one of its fields.</summary>
/// <param name="Field">Which.</param>
/// <param name="Text">Its value in words: numbers in digits, flags as true or false, bytes in hex. Text is as hostile as whoever sent it.</param>
public readonly record struct EntryValue(EntryField Field, string Text);
