using System.Runtime.InteropServices;

namespace Countersign.Cli.Supervision;

/// <summary>Where the other programs are, and the whole environment they get: nothing of ours, so that nothing of it can steer them.</summary>
internal static class ChildEnvironment
{
    /// <summary>What .NET needs: no diagnostics port, one heap, text as UTF-8, and where the runtime is.</summary>
    internal static IReadOnlyDictionary<string, string> Variables { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["LANG"] = "C.UTF-8",
        ["DOTNET_EnableDiagnostics"] = "0",
        ["DOTNET_gcServer"] = "0",
        ["DOTNET_ROOT"] = RuntimeRoot(RuntimeEnvironment.GetRuntimeDirectory()),
    };

    /// <summary>The program of a project: beside our own folder, where a build and a publish put it.</summary>
    /// <exception cref="CommandFailedException">It is not there.</exception>
    internal static string ProgramOf(string project) => ProgramOf(project, AppContext.BaseDirectory);

    internal static string ProgramOf(string project, string ownFolder)
    {
        var own = new DirectoryInfo(Path.TrimEndingDirectorySeparator(ownFolder));
        var program = Path.Combine(own.Parent?.Parent?.FullName ?? "/", project, own.Name, "Countersign." + project);
        return File.Exists(program)
            ? program
            : throw new CommandFailedException(
                ExitCode.Failed, "program-missing", $"the program {program} is missing", "build everything with ./countersign, or install it again");
    }

    // .../shared/Microsoft.NETCore.App/10.0.1/ lies three below the root that the launcher of a program looks for.
    private static string RuntimeRoot(string runtimeFolder) => Path.GetFullPath(Path.Combine(runtimeFolder, "..", "..", ".."));
}
