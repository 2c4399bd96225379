namespace Countersign.Cli.Journal;

/// <summary>The first place where a journal can be read no further.</summary>
/// <param name="Index">Of the entry that should be there.</param>
/// <param name="Segment">The file that should hold it.</param>
/// <param name="Offset">Bytes from the file's start.</param>
/// <param name="What">What is there, as the end of a sentence that begins with the entry.</param>
internal sealed record Damage(ulong Index, string Segment, long Offset, string What)
{
    public override string ToString() => FormattableString.Invariant($"entry {Index} (segment {Segment}, offset {Offset}) {What}");
}
