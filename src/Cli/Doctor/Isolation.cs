using Countersign.Cli.Commands;
using Countersign.Cli.Doctor.Findings;
using Countersign.Cli.Supervision;
using Countersign.Cli.Terminal;
using Countersign.Confinement.Measures;
using Countersign.Core.Frames;

namespace Countersign.Cli.Doctor;

/// <summary>The measures on which it rests that no process reaches what is another's: those that <c>up</c> looks at when it starts.</summary>
internal static class Isolation
{
    /// <summary>All of them, with the processes as they are now.</summary>
    internal static IReadOnlyList<Finding> Of(CommandContext context, Supervisor supervisor)
    {
        var files = new KernelFiles();
        var processIds = supervisor.ProcessIds();
        var us = Native.UserId();
        return
        [
            .. new MachineFindings(files, Environment.ProcessId).All(),
            UserFindings.Of(context.Users),
            OwnDiagnostics(),
            .. HomeFindings.All(context.Home, us, context.Users.Of(Peer.Signer)?.UserId ?? us, context.Passphrase.File),
            .. supervisor.Confinement().SelectMany(pair => ProcessFindings.Of(pair.Key, processIds[pair.Key], pair.Value, files)),
        ];
    }

    /// <summary>Says what is off, a line each.</summary>
    /// <param name="findings">As <see cref="Of"/> gave them.</param>
    /// <param name="isRequired">Whether nothing that could be on may be off.</param>
    /// <exception cref="CommandFailedException">It is required, and something is off.</exception>
    internal static void Report(IEnumerable<Finding> findings, bool isRequired)
    {
        Finding[] off = [.. findings.Where(finding => finding.IsOff)];
        if (off.Length == 0)
        {
            return;
        }

        foreach (var finding in off)
        {
            Output.Notice($"isolation: off: {finding.Part} {finding.Name}{(finding.Seen.Length > 0 ? ": " : "")}{finding.Seen}");
        }

        if (isRequired)
        {
            throw new CommandFailedException(
                ExitCode.NotIsolated, "not-isolated", $"off and could be on: {string.Join(", ", off.Select(finding => $"{finding.Part} {finding.Name}"))}",
                off.Length == 1 ? off[0].Remedy : "what to do about each says: countersign doctor");
        }

        Output.Notice("isolation: why that matters, and how to turn it on, says: countersign doctor");
    }

    // The runtime decides it before our first line: it listens at a socket, and who connects may load code into us.
    private static Finding OwnDiagnostics()
    {
        var isOff = Environment.GetEnvironmentVariable("DOTNET_EnableDiagnostics") == "0";
        return new Finding(
            "supervisor", "no-diagnostics", isOff ? MeasureState.On : MeasureState.Off, isOff ? "" : "the runtime listens to debuggers and profilers",
            "another program of the same user could load code into the supervisor",
            "start it with ./countersign or the unit, which set DOTNET_EnableDiagnostics=0");
    }
}
