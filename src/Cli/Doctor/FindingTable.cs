using Countersign.Cli.Doctor.Findings;
using Countersign.Cli.Terminal;
using Countersign.Confinement.Measures;
using Spectre.Console;

namespace Countersign.Cli.Doctor;

/// <summary>The measures for people: a row each, and at the end what can be done.</summary>
internal static class FindingTable
{
    internal static void Write(IReadOnlyList<Finding> findings)
    {
        var table = new Table().Border(TableBorder.None);
        table.AddColumn(new TableColumn("MEASURE").NoWrap());
        table.AddColumn(new TableColumn("IS").NoWrap());
        table.AddColumn(new TableColumn("SEEN"));
        table.AddColumn(new TableColumn("WITHOUT IT"));
        foreach (var finding in findings)
        {
            table.AddRow($"{Cell(finding.Part)} {Cell(finding.Name)}", $"[{Colour(finding.State)}]{finding.StateText}[/]", Cell(finding.Seen), Cell(finding.Why));
        }

        AnsiConsole.Write(table);
        foreach (var finding in findings.Where(finding => finding.IsOff))
        {
            Output.Line($"to turn on {finding.Part} {finding.Name}: {finding.Remedy}");
        }

        if (!findings.Any(finding => finding.IsOff))
        {
            Output.Line("all that can be on here is on");
        }
    }

    private static string Cell(string text) => Markup.Escape(Output.Printable(text));

    private static string Colour(MeasureState state) => state switch
    {
        MeasureState.On => "green",
        MeasureState.Off => "red",
        _ => "yellow",
    };
}
