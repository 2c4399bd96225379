using Countersign.Cli.Terminal;
using Spectre.Console;

namespace Countersign.Cli.Demo;

/// <summary>Tells the story to the terminal, with colours where there is one.</summary>
internal sealed class Teller(bool quiet)
{
    private int _chapter;

    internal void Chapter(string title)
    {
        _chapter++;
        Write($"\n[bold]{_chapter}. {Markup.Escape(title)}[/]");
    }

    /// <summary>What just happened.</summary>
    internal void Tell(string sentence) => Write($"   {Markup.Escape(Output.Printable(sentence))}");

    /// <summary>A command as the user would type it.</summary>
    internal void Command(string command) => Write($"   [grey]$ {Markup.Escape(command)}[/]");

    internal void Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        if (quiet)
        {
            return;
        }

        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(Markup.Escape(column)));
        }

        foreach (var row in rows)
        {
            table.AddRow([.. row.Select(cell => Markup.Escape(Output.Printable(cell)))]);
        }

        AnsiConsole.Write(table);
    }

    private void Write(string markup)
    {
        if (!quiet)
        {
            AnsiConsole.MarkupLine(markup);
        }
    }
}
