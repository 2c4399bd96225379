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

    /// <summary>Processor time that it has used, in user and kernel mode.</summary>
    public static double ProcessorSeconds(int processId)
    {
        // Behind the program's name, which may hold anything, the 12th and 13th field.
        var stat = File.ReadAllText($"/proc/{processId}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }
}
