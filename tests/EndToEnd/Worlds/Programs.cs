namespace Countersign.EndToEnd.Worlds;

/// <summary>The programs that were built beside the tests.</summary>
internal static class Programs
{
    /// <summary>The `countersign` command.</summary>
    public static string CommandLine { get; } = Of("Cli");

    /// <summary>The root of the project, found by its solution file.</summary>
    public static string Root { get; } = FindRoot();

    private static string Of(string project)
    {
        // artifacts/bin/EndToEnd/release/ → artifacts/bin/PROJECT/release/
        var output = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return Path.Combine(output.Parent!.Parent!.FullName, project, output.Name, "Countersign." + project);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Countersign.slnx")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("the tests do not run from inside the project");
        }

        return folder.FullName;
    }
}
