using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Countersign.Benchmarks.Reports;

/// <summary>Everything that one run found, for people and for machines.</summary>
internal static class Report
{
    public static string ToMarkdown(Machine machine, DateTimeOffset start, string command, IReadOnlyList<Table> tables)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{start:yyyy-MM-dd}, `{command}`: {machine.Cores} cores ({machine.Processor}), Linux {machine.Kernel}, {machine.Runtime}, ");
        text.Append(CultureInfo.InvariantCulture, $"load {machine.Load:0.00} before the start.\n");
        foreach (var table in tables)
        {
            table.WriteMarkdown(text);
        }

        return text.ToString();
    }

    public static void WriteJson(Machine machine, DateTimeOffset start, string command, IReadOnlyList<Table> tables, string file)
    {
        using var stream = File.Create(file);
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("start"u8, start);
        json.WriteString("command"u8, command);
        json.WriteStartObject("machine"u8);
        json.WriteNumber("cores"u8, machine.Cores);
        json.WriteString("processor"u8, machine.Processor);
        json.WriteString("kernel"u8, machine.Kernel);
        json.WriteString("runtime"u8, machine.Runtime);
        json.WriteNumber("loadBefore"u8, machine.Load);
        json.WriteEndObject();
        json.WriteStartArray("tables"u8);
        foreach (var table in tables)
        {
            table.WriteJson(json);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
