using Countersign.Confinement.Measures;

namespace Countersign.Cli.Doctor.Findings;

/// <summary>What a process says of itself, held against what the kernel says of it.</summary>
internal static class ProcessFindings
{
    /// <param name="process">By name.</param>
    /// <param name="processId">Where it is now.</param>
    /// <param name="report">Its own words; null when it had none.</param>
    /// <param name="files">The kernel's; a process that is hidden from us is believed.</param>
    internal static IEnumerable<Finding> Of(string process, int processId, ConfinementReport? report, KernelFiles files)
    {
        if (report is null)
        {
            return [new Finding(process, "report", MeasureState.Off, "it did not say how it is confined", "nothing is known of its confinement", "install all programs of one version")];
        }

        return [.. report.Measures.Select(measure => Check(Finding.Of(process, measure), Contradiction(measure.Name, processId, files))), Capabilities(process, processId, files)];
    }

    private static Finding Check(Finding finding, string? contradiction) =>
        finding.State == MeasureState.On && contradiction is not null
            ? finding with { State = MeasureState.Off, Seen = $"it says on, the kernel says {contradiction}" }
            : finding;

    private static string? Contradiction(MeasureName name, int processId, KernelFiles files) => name switch
    {
        MeasureName.SystemCalls => Unless(files.Status(processId, "Seccomp"), "2", "that it has no filter"),
        MeasureName.NoNewPrivileges => Unless(files.Status(processId, "NoNewPrivs"), "1", "that it may gain rights"),
        MeasureName.NoCore => files.Limit(processId, "Max core file size") is null or 0 ? null : "that it may write a core",
        _ => null,
    };

    private static string? Unless(string? seen, string expected, string contradiction) => seen is null || seen == expected ? null : contradiction;

    private static Finding Capabilities(string process, int processId, KernelFiles files)
    {
        const string why = "a right of root is a way around every other measure";
        const string remedy = "give the process a user of its own: run up as root with the users that systemd-sysusers makes, or as a person";
        return files.Status(processId, "CapPrm") switch
        {
            null => new Finding(process, "capabilities", MeasureState.Impossible, "the process is hidden", why, remedy),
            var set when set.All(static digit => digit == '0') => new Finding(process, "capabilities", MeasureState.On, "none", why, remedy),
            var set => new Finding(process, "capabilities", MeasureState.Off, $"it has {set.TrimStart('0')}", why, remedy),
        };
    }
}
