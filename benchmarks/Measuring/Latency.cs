using Countersign.Benchmarks.Clients;
using Countersign.Benchmarks.Keys;

namespace Countersign.Benchmarks.Measuring;

/// <summary>How long a bot waits for one call, on one keep-alive connection with nothing else under way.</summary>
/// <param name="Key">The exchange key's type.</param>
/// <param name="Call">Which.</param>
/// <param name="Samples">Each way.</param>
/// <param name="Direct">By a bot that signs with an exchange key itself.</param>
/// <param name="Through">By a bot that signs with its credential, through Countersign.</param>
internal sealed record Latency(KeyType Key, Call Call, int Samples, Quantiles Direct, Quantiles Through)
{
    /// <summary>Microseconds at the median.</summary>
    public double Added => Through.Median - Direct.Median;

    /// <summary>Of the medians.</summary>
    public double Ratio => Through.Median / Direct.Median;
}
