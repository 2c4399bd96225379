using System.Globalization;

namespace Countersign.Cli.Doctor.Findings;

/// <summary>What the kernel says in files below <c>/proc</c> and <c>/sys</c>; a test names another root.</summary>
internal sealed class KernelFiles(string root = "/")
{
    /// <summary>The text without its last line's end; null when it is not there for us to read.</summary>
    internal string? Read(string path)
    {
        try
        {
            return File.ReadAllText(Path.Join(root, path)).TrimEnd('\n');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Names in a folder; none when it is not there.</summary>
    internal IEnumerable<string> List(string path)
    {
        var folder = Path.Join(root, path);
        return Directory.Exists(folder) ? Directory.EnumerateFileSystemEntries(folder).Select(entry => Path.GetFileName(entry)) : [];
    }

    /// <summary>A value of <c>/proc/PID/status</c>; null when the process is gone or hidden.</summary>
    internal string? Status(int processId, string name) =>
        Read(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/status"))?.Split('\n')
            .FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.Ordinal))?[(name.Length + 1)..].Trim();

    /// <summary>The soft limit in a row of <c>/proc/PID/limits</c>; null when the process is gone or hidden.</summary>
    internal ulong? Limit(int processId, string row)
    {
        var line = Read(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/limits"))?.Split('\n')
            .FirstOrDefault(line => line.StartsWith(row, StringComparison.Ordinal));
        var words = line?[row.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            null or [] => null,
            ["unlimited", ..] => ulong.MaxValue,
            _ => ulong.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : null,
        };
    }
}
