using System.Globalization;

namespace Countersign.EndToEnd.Isolation;

/// <summary>What a process holds open, as the kernel tells it.</summary>
internal static class OpenSockets
{
    private const string Listening = "0A";

    /// <summary>TCP and UDP sockets of a process, each with its own port.</summary>
    public static IReadOnlyList<(string Protocol, int LocalPort, bool IsListening)> Of(int processId)
    {
        var own = Links(processId).Where(static link => link.StartsWith("socket:[", StringComparison.Ordinal))
            .Select(static link => link["socket:[".Length..^1]).ToHashSet(StringComparer.Ordinal);
        return [.. new[] { "tcp", "tcp6", "udp", "udp6" }.SelectMany(protocol => Rows(processId, protocol)
            .Where(row => own.Contains(row[9]))
            .Select(row => (protocol, int.Parse(row[1].Split(':')[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture), row[3] == Listening)))];
    }

    /// <summary>Files that a process holds open.</summary>
    public static IReadOnlyList<string> Files(int processId) =>
        [.. Links(processId).Where(static link => link.StartsWith('/') && !link.StartsWith("/dev/", StringComparison.Ordinal))];

    private static IEnumerable<string> Links(int processId)
    {
        foreach (var entry in Directory.EnumerateFileSystemEntries($"/proc/{processId}/fd"))
        {
            if (new FileInfo(entry).LinkTarget is { } target)
            {
                yield return target;
            }
        }
    }

    private static IEnumerable<string[]> Rows(int processId, string protocol) => File.ReadLines($"/proc/{processId}/net/{protocol}").Skip(1)
        .Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
