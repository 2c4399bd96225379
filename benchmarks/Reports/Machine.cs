using System.Globalization;
using System.Runtime.InteropServices;

namespace Countersign.Benchmarks.Reports;

/// <summary>What the figures belong to.</summary>
/// <param name="Cores">That this process may use.</param>
/// <param name="Processor">Its name, as the kernel tells it.</param>
/// <param name="Kernel">Its release.</param>
/// <param name="Runtime">.NET's version.</param>
/// <param name="Load">Of the last minute before the start.</param>
internal sealed record Machine(int Cores, string Processor, string Kernel, string Runtime, double Load)
{
    /// <summary>Above it, other programs are part of the result.</summary>
    public const double MaxQuietLoad = 0.5;

    public bool IsQuiet => Load <= MaxQuietLoad;

    /// <param name="loadAverage">A line of /proc/loadavg from before the start; null to read it now.</param>
    public static Machine Read(string? loadAverage) => new(
        Environment.ProcessorCount,
        ProcessorName(),
        Environment.OSVersion.Version.ToString(3),
        RuntimeInformation.FrameworkDescription,
        double.Parse((loadAverage ?? File.ReadAllText("/proc/loadavg")).Split(' ')[0], CultureInfo.InvariantCulture));

    private static string ProcessorName() =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(static line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line
            ? line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            : RuntimeInformation.OSArchitecture.ToString();
}
