namespace Countersign.Cli.Supervision;

/// <summary>Where the other programs are.</summary>
internal static class ChildEnvironment
{
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
}
