using Spectre.Console;

namespace Countersign.Cli.Terminal;

/// <summary>Lists for people.</summary>
internal static class Tables
{
    internal static void Write(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table().Border(TableBorder.None);
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(Markup.Escape(column)).NoWrap());
        }

        foreach (var row in rows)
        {
            table.AddRow([.. row.Select(cell => Markup.Escape(Output.Printable(cell)))]);
        }

        AnsiConsole.Write(table);
    }
}
