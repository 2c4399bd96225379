using System.Globalization;
using System.Text;
using System.Text.Json;
using Countersign.Core.Journal.Fields;

namespace Countersign.Cli.Journal;

/// <summary>Entries as people and machines read them. Much of an entry comes from bots: nothing in it reaches a terminal as it is.</summary>
internal static class EntryPrinter
{
    /// <summary>Above the lines of <see cref="Line"/>.</summary>
    internal const string Heading = "INDEX      TIME                         OWNER        KIND           WHAT";

    private const int MostHex = 12;

    /// <summary>One line for people: what is empty, none or zero is left out, and of hashes all but the beginning.</summary>
    internal static string Line(EntryView entry)
    {
        var line = new StringBuilder();
        line.Append(CultureInfo.InvariantCulture, $"{entry.Index,-10} {Time(entry.Time),-28} {Shown(entry.Owner.Length > 0 ? entry.Owner : "-"),-12} ")
            .Append(CultureInfo.InvariantCulture, $"{EntryFields.NameOf(entry.Kind),-14}");
        foreach (var (field, text) in entry.Values)
        {
            if (text.Length > 0 && text is not ("0" or "none" or "false"))
            {
                line.Append(' ').Append(field.Name).Append('=').Append(field.Type == EntryFieldType.Hex && text.Length > MostHex ? text[..MostHex] + ".." : Shown(text));
            }
        }

        return line.ToString();
    }

    /// <summary>The members of an object for machines.</summary>
    internal static void Write(EntryView entry, Utf8JsonWriter json)
    {
        json.WriteNumber("index"u8, entry.Index);
        json.WriteString("kind"u8, EntryFields.NameOf(entry.Kind));
        json.WriteString("time"u8, Time(entry.Time));
        json.WriteNumber("budgetTime"u8, entry.BudgetTime);
        json.WriteString("owner"u8, entry.Owner);
        foreach (var (field, text) in entry.Values)
        {
            json.WritePropertyName(field.Name);
            switch (field.Type)
            {
                case EntryFieldType.Flag or EntryFieldType.U32 or EntryFieldType.U64 or EntryFieldType.I64:
                    json.WriteRawValue(text);
                    break;
                default:
                    json.WriteStringValue(text);
                    break;
            }
        }
    }

    /// <summary>UTC with microseconds; times that no calendar has in digits.</summary>
    internal static string Time(long microseconds)
    {
        var ticks = (Int128)microseconds * TimeSpan.TicksPerMicrosecond + DateTime.UnixEpoch.Ticks;
        return ticks >= DateTime.MinValue.Ticks && ticks <= DateTime.MaxValue.Ticks
            ? new DateTime((long)ticks, DateTimeKind.Utc).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture)
            : microseconds.ToString(CultureInfo.InvariantCulture);
    }

    // Quoted where its end would not be seen; what a terminal obeys, hides or turns around becomes its number.
    private static string Shown(string text)
    {
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            _ = IsPlain(rune) ? shown.Append(rune.ToString()) : shown.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
        }

        return text.Contains(' ', StringComparison.Ordinal) ? $"\"{shown}\"" : shown.ToString();
    }

    private static bool IsPlain(Rune rune) => rune.Value == ' ' || (rune.Value is not ('"' or '\\') && Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned));
}
