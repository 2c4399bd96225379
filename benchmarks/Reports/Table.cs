using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Countersign.Benchmarks.Reports;

/// <summary>One table of a report: the first column names the row, the others hold numbers or words; null where there is nothing to say.</summary>
internal sealed class Table(string title, params string[] columns)
{
    private readonly List<object?[]> _rows = [];

    public void Add(params object?[] cells) => _rows.Add(cells);

    /// <summary>As it stands in docs/performance.md, readable in a terminal too.</summary>
    public void WriteMarkdown(StringBuilder text)
    {
        var cells = _rows.ConvertAll(static row => Array.ConvertAll(row, Text));
        var widths = columns.Select((column, i) => cells.Select(row => row[i].Length).Append(column.Length).Max()).ToArray();
        text.Append(CultureInfo.InvariantCulture, $"\n{title}\n\n");
        WriteLine(text, columns, widths);
        text.Append('|').AppendJoin('|', widths.Select(static (width, i) => new string('-', width + (i == 0 ? 2 : 1)) + (i == 0 ? "" : ":"))).Append("|\n");
        cells.ForEach(row => WriteLine(text, row, widths));
    }

    public void WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("title"u8, title);
        json.WriteStartArray("rows"u8);
        foreach (var row in _rows)
        {
            json.WriteStartObject();
            for (var i = 0; i < columns.Length; i++)
            {
                json.WritePropertyName(columns[i]);
                if (row[i] is double number)
                {
                    json.WriteNumberValue(Math.Round(number, 3));
                }
                else
                {
                    json.WriteStringValue(row[i]?.ToString());
                }
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteLine(StringBuilder text, string[] cells, int[] widths) =>
        text.Append("| ").AppendJoin(" | ", cells.Select((cell, i) => i == 0 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))).Append(" |\n");

    private static string Text(object? cell) => cell switch
    {
        null => "",
        double number when Math.Abs(number) < 10 => number.ToString("0.00", CultureInfo.InvariantCulture),
        double number when Math.Abs(number) < 100 => number.ToString("0.0", CultureInfo.InvariantCulture),
        double number => number.ToString("#,0", CultureInfo.InvariantCulture),
        _ => cell.ToString() ?? "",
    };
}
