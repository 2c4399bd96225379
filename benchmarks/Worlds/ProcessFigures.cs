using System.Globalization;

namespace Countersign.Benchmarks.Worlds;

/// <summary>What the kernel tells everybody about a process (proc(5)), confined or not.</summary>
internal static class ProcessFigures
{
    // USER_HZ, which is 100 wherever .NET runs.
    private const double TicksPerSecond = 100;

    /// <summary>VmRSS.</summary>
    public static long ResidentKibibytes(int processId)
    {
        var line = File.ReadLines($"/proc/{processId}/status").First(static line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.AsSpan("VmRSS:".Length).Trim().TrimEnd(" kB"), CultureInfo.InvariantCulture);
    }

    /// <summary>Processor time that it has used, and how much of that in kernel mode.</summary>
    public static (double All, double Kernel) ProcessorSeconds(int processId)
    {
        // Behind the program's name, which may hold anything, the 12th and 13th field.
        var stat = File.ReadAllText($"/proc/{processId}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var (user, kernel) = (long.Parse(fields[11], CultureInfo.InvariantCulture), long.Parse(fields[12], CultureInfo.InvariantCulture));
        return ((user + kernel) / TicksPerSecond, kernel / TicksPerSecond);
    }

    /// <summary>How often its threads, of those that live, have waited for something (voluntary context switches).</summary>
    public static long Waits(int processId) => Directory.EnumerateDirectories($"/proc/{processId}/task").Sum(static task =>
    {
        const string name = "voluntary_ctxt_switches:";
        var line = File.ReadLines(Path.Combine(task, "status")).First(static line => line.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line.AsSpan(name.Length), CultureInfo.InvariantCulture);
    });
}
