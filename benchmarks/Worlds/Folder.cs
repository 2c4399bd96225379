namespace Countersign.Benchmarks.Worlds;

/// <summary>A folder that only its owner enters, with the home and the files for the command line. Gone when disposed.</summary>
internal sealed class Folder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("countersign-bench-").FullName;

    public string Home => Path.Combine(_path, "home");

    /// <summary>Writes a file that only its owner reads, and returns its path.</summary>
    public string Write(string name, string text)
    {
        var path = Path.Combine(_path, name);
        using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        using var writer = new StreamWriter(file);
        writer.Write(text);
        return path;
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
