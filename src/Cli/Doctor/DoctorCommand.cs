using System.CommandLine;
using Countersign.Cli.Commands;
using Countersign.Cli.Doctor.Findings;
using Countersign.Cli.Terminal;

namespace Countersign.Cli.Doctor;

/// <summary><c>countersign doctor</c>: each measure, whether it is on, why it matters, and how to turn it on.</summary>
internal static class DoctorCommand
{
    internal static Command Build(SharedOptions shared)
    {
        var command = new Command("doctor", "show what protects the processes, and how to turn on what does not");
        shared.Bind(command, (context, _) => RunAsync(context));
        return command;
    }

    private static async Task<ExitCode> RunAsync(CommandContext context)
    {
        context.OpenVault(out _).Dispose();
        var findings = await Examination.RunAsync(context);
        Report(context, findings);
        return findings.Any(finding => finding.IsOff) ? ExitCode.NotIsolated : ExitCode.Ok;
    }

    private static void Report(CommandContext context, IReadOnlyList<Finding> findings)
    {
        if (!context.Json)
        {
            FindingTable.Write(findings);
            return;
        }

        Output.Json(json =>
        {
            json.WriteBoolean("isolated"u8, !findings.Any(finding => finding.IsOff));
            json.WriteStartArray("measures"u8);
            foreach (var finding in findings)
            {
                json.WriteStartObject();
                json.WriteString("part"u8, finding.Part);
                json.WriteString("name"u8, finding.Name);
                json.WriteString("state"u8, finding.StateText);
                json.WriteString("seen"u8, finding.Seen);
                json.WriteString("why"u8, finding.Why);
                json.WriteString("remedy"u8, finding.Remedy);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }
}
