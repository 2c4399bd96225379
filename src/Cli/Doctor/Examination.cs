using System.Globalization;
using Countersign.Cli.Commands;
using Countersign.Cli.Doctor.Findings;
using Countersign.Cli.Homes;

namespace Countersign.Cli.Doctor;

/// <summary>Everything that <c>doctor</c> looks at: a running <c>up</c> as it is, else how the processes would be.</summary>
internal static class Examination
{
    private const string Supervisor = "supervisor";
    private const string Signer = "signer";

    /// <exception cref="CommandFailedException">The processes cannot be started to look at them.</exception>
    internal static async Task<IReadOnlyList<Finding>> RunAsync(CommandContext context)
    {
        var files = new KernelFiles();
        var up = UpFile.TryRead(context.Home);
        var supervisor = up?.Pids.GetValueOrDefault(Supervisor);
        return
        [
            .. up is null ? await DryStart.RunAsync(context) : Running(context, up, files),
            .. up is null ? (Finding[])[] : [ServiceFindings.Listening(up.Url)],
            ServiceFindings.Clock(),
            ServiceFindings.Unit(files, supervisor, Native.UserId() == 0),
            .. LibraryFindings.All(),
        ];
    }

    private static IEnumerable<Finding> Running(CommandContext context, UpFile up, KernelFiles files)
    {
        var supervisor = up.Pids[Supervisor];
        var children = up.Pids.Where(pair => pair.Key != Supervisor).ToDictionary(StringComparer.Ordinal);
        return
        [
            .. new MachineFindings(files, supervisor).All(),
            UserFindings.Of(children, files),
            .. HomeFindings.All(context.Home, UserOf(supervisor, files), UserOf(children[Signer], files), PassphraseFileOf(supervisor, files)),
            .. children.SelectMany(child => ProcessFindings.Of(child.Key, child.Value, up.ReportOf(child.Key), files)),
        ];
    }

    private static uint UserOf(int processId, KernelFiles files) =>
        uint.TryParse(files.Status(processId, "Uid")?.Split('\t')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var user) ? user : Native.UserId();

    private static string? PassphraseFileOf(int supervisor, KernelFiles files)
    {
        var arguments = files.Read(string.Create(CultureInfo.InvariantCulture, $"/proc/{supervisor}/cmdline"))?.Split('\0') ?? [];
        var at = Array.IndexOf(arguments, "--passphrase-file");
        return at >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : null;
    }
}
