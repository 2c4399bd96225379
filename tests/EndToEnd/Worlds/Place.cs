using System.Diagnostics;

namespace Countersign.EndToEnd.Worlds;

/// <summary>A folder of its own for one world: the home, and beside it whatever a test writes. Gone when disposed.</summary>
internal sealed class Place : IDisposable
{
    public Place()
    {
        // Owner only, as the system makes it.
        Folder = Directory.CreateTempSubdirectory("countersign-test-").FullName;
        Directory.CreateDirectory(UserFolder);
        Directory.CreateDirectory(TemporaryFolder);
    }

    public string Folder { get; }

    /// <summary>The `countersign` that is started here.</summary>
    public string Program { get; init; } = Programs.CommandLine;

    /// <summary>Who runs the programs that are started here; null for the user of the tests.</summary>
    public string? User { get; init; }

    public string Home => Path.Combine(Folder, "home");

    /// <summary>What programs take for the user's own folder; nothing is to be left there.</summary>
    public string UserFolder => Path.Combine(Folder, "user");

    /// <summary>What programs take for the folder of temporary files; nothing is to be left there.</summary>
    public string TemporaryFolder => Path.Combine(Folder, "tmp");

    /// <summary>Writes a file that only its owner reads, and returns its path.</summary>
    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }

    /// <summary>
    /// Tells the next life of a signer of <see cref="Programs.Probed"/> what to do: <c>kill STEP N</c>, <c>attack NAME ARGUMENT</c>; one life reads it, and later
    /// ones do nothing special.
    /// </summary>
    public void OrderSigner(string order) => File.WriteAllText(Path.Combine(Home, "journal", "probe"), order);

    /// <summary>Gives what a test wrote to <see cref="User"/>.</summary>
    public void GiveToUser()
    {
        if (User is not null)
        {
            using var chown = Process.Start("chown", ["-R", User, Folder])!;
            chown.WaitForExit();
        }
    }

    /// <summary>Files outside the home that no test wrote.</summary>
    public IReadOnlyList<string> Litter() =>
        [.. new[] { UserFolder, TemporaryFolder }.SelectMany(static folder => Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories))];

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
