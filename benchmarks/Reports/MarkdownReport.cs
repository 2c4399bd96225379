using System.Globalization;
using System.Text;

namespace Countersign.Benchmarks.Reports;

/// <summary>The tables as they stand in docs/performance.md, readable in a terminal too.</summary>
internal static class MarkdownReport
{
    public static string Write(Results results)
    {
        var (machine, plan) = (results.Machine, results.Plan);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{results.Start:yyyy-MM-dd}: {machine.Cores} cores ({machine.Processor}), Linux {machine.Kernel}, {machine.Runtime}, ");
        text.Append(CultureInfo.InvariantCulture, $"load {machine.Load:0.00} before the start.\n\n");
        text.Append(CultureInfo.InvariantCulture, $"One connection, one call at a time: {results.Latencies[0].Samples:#,0} of each call each way in turns of {plan.Turn}, ");
        text.Append(CultureInfo.InvariantCulture, $"after {plan.WarmUp:#,0}. Microseconds.\n\n");
        text.Append("""
            | exchange key | call   | direct, median | direct, 99 % | through, median | through, 99 % | added, median | through / direct |
            |--------------|--------|---------------:|-------------:|----------------:|--------------:|--------------:|-----------------:|

            """);
        foreach (var row in results.Latencies)
        {
            var call = row.Call.ToString().ToLowerInvariant();
            text.Append(CultureInfo.InvariantCulture, $"| {row.Key.Name,-12} | {call,-6} | {row.Direct.Median,14:#,0} | {row.Direct.P99,12:#,0} ");
            text.Append(CultureInfo.InvariantCulture, $"| {row.Through.Median,15:#,0} | {row.Through.P99,13:#,0} | {row.Added,13:#,0} | {row.Ratio,16:0.00} |\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"\n{plan.Connections} connections, an order and its cancel by turns. Requests a second.\n\n");
        text.Append("""
            | exchange key |   direct |  through | through / direct |
            |--------------|---------:|---------:|-----------------:|

            """);
        foreach (var row in results.Rates)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {row.Key.Name,-12} | {row.Direct,8:#,0} | {row.Through,8:#,0} | {row.Ratio,16:0.00} |\n");
        }

        return text.ToString();
    }
}
