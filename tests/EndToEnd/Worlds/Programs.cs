namespace Countersign.EndToEnd.Worlds;

/// <summary>The programs that were built beside the tests.</summary>
internal static class Programs
{
    /// <summary>The `countersign` command.</summary>
    public static string CommandLine { get; } = Of("Cli");

    /// <summary>A `countersign` whose signer can be ended at named points: see tests/Probed/Signer. It obeys <see cref="Place.OrderSigner"/>.</summary>
    public static string Probed => LazyProbed.Value;

    /// <summary>The program that attacks: tests/Probed/Attacker.</summary>
    public static string Attacker { get; } = Of("Attacker");

    private static Lazy<string> LazyProbed { get; } = new(MakeProbed);

    /// <summary>The root of the project, found by its solution file.</summary>
    public static string Root { get; } = FindRoot();

    private static string Of(string project) => Path.Combine(Output(project), "Countersign." + project);

    // artifacts/bin/EndToEnd/release/ → artifacts/bin/PROJECT/release/
    private static string Output(string project)
    {
        var output = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return Path.Combine(output.Parent!.Parent!.FullName, project, output.Name);
    }

    // A program finds the others beside its own real folder, so the command line is copied, and links lead to the rest.
    private static string MakeProbed()
    {
        var tree = Path.Combine(AppContext.BaseDirectory, "probed");
        if (Directory.Exists(tree))
        {
            Directory.Delete(tree, recursive: true);
        }

        foreach (var (project, output) in new[] { ("Signer", "ProbedSigner"), ("Gateway", "Gateway"), ("Courier", "Courier"), ("Sandbox", "Sandbox") })
        {
            Directory.CreateDirectory(Path.Combine(tree, project));
            Directory.CreateSymbolicLink(Path.Combine(tree, project, "release"), Output(output));
        }

        var from = Output("Cli");
        var to = Directory.CreateDirectory(Path.Combine(tree, "Cli", "release")).FullName;
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return Path.Combine(to, "Countersign.Cli");
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
