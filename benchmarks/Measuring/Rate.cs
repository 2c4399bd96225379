using Countersign.Benchmarks.Keys;

namespace Countersign.Benchmarks.Measuring;

/// <summary>Signed requests a second over many connections, orders and cancels in equal parts.</summary>
/// <param name="Key">The exchange key's type.</param>
/// <param name="Connections">At once, each with one request under way.</param>
/// <param name="Direct">By bots that sign with an exchange key themselves.</param>
/// <param name="Through">By bots that sign with credentials, through Countersign.</param>
internal sealed record Rate(KeyType Key, int Connections, double Direct, double Through)
{
    public double Ratio => Through / Direct;
}
