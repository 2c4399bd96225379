using System.Diagnostics;

namespace Countersign.Benchmarks.Measuring;

/// <summary>How long each of many calls took.</summary>
internal sealed class Series
{
    private readonly List<long> _ticks = [];

    /// <param name="ticks">A difference of two <see cref="Stopwatch.GetTimestamp"/>.</param>
    public void Add(long ticks) => _ticks.Add(ticks);

    public Quantiles Summarize()
    {
        var sorted = _ticks.Order().ToArray();
        return new Quantiles(Microseconds(sorted, 0.5), Microseconds(sorted, 0.99), Microseconds(sorted, 0.999));
    }

    /// <summary>The nearest rank: the least sample that so large a part of all does not exceed.</summary>
    private static double Microseconds(long[] sorted, double part)
    {
        var rank = (int)Math.Ceiling(part * sorted.Length);
        return sorted[rank - 1] * 1e6 / Stopwatch.Frequency;
    }
}
