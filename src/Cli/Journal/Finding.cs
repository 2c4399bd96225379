using System.Text.Json;

namespace Countersign.Cli.Journal;

/// <summary>Something that an untouched journal would not have.</summary>
/// <param name="Code">Stable, kebab-case, for machines; docs/journal-format.md has them all.</param>
/// <param name="Sentence">For people, with the place.</param>
/// <param name="From">The first entry that it can be about.</param>
/// <param name="To">The first entry behind them; <see langword="null"/> where there is no telling.</param>
/// <param name="Damage">The exact place, where there is one.</param>
internal sealed record Finding(string Code, string Sentence, ulong From, ulong? To = null, Damage? Damage = null)
{
    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("code"u8, Code);
        json.WriteString("message"u8, Sentence);
        json.WriteNumber("from"u8, From);
        if (To is { } to)
        {
            json.WriteNumber("to"u8, to);
        }

        if (Damage is not null)
        {
            json.WriteString("segment"u8, Damage.Segment);
            json.WriteNumber("offset"u8, Damage.Offset);
        }

        json.WriteEndObject();
    }
}
