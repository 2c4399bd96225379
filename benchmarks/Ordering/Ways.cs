using Countersign.Benchmarks.Bots;

namespace Countersign.Benchmarks.Ordering;

/// <summary>The three ways to one upstream that are compared, with as many connections each.</summary>
internal sealed class Ways(Uri upstream, Uri proxy, Uri gateway, IReadOnlyList<Bot> bots, int connections) : IDisposable
{
    public Way Direct { get; } = new("direct", upstream, bots, connections);

    public Way Nginx { get; } = new("nginx", proxy, bots, connections);

    public Way Countersign { get; } = new("countersign", gateway, bots, connections);

    public IReadOnlyList<Way> All => [Direct, Nginx, Countersign];

    public void Dispose()
    {
        Direct.Dispose();
        Nginx.Dispose();
        Countersign.Dispose();
    }
}
