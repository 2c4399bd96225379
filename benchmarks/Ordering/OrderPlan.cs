namespace Countersign.Benchmarks.Ordering;

/// <summary>How much of an order's way is measured.</summary>
/// <param name="WarmUp">Orders each way before anything counts.</param>
/// <param name="Samples">Orders each way, on one connection.</param>
/// <param name="Turn">Orders before the next way has its turn; all then see the same drift of the machine.</param>
/// <param name="Bots">Credentials that the connections share: the signer remembers 60,000 requests a minute of one bot.</param>
/// <param name="Connections">At once, where the rate is measured.</param>
/// <param name="Slices">Turns of each way where the rate is measured, after one that does not count.</param>
/// <param name="Slice">How long one is.</param>
/// <param name="Rest">How long the idle processes are watched.</param>
internal sealed record OrderPlan(int WarmUp, int Samples, int Turn, int Bots, int Connections, int Slices, TimeSpan Slice, TimeSpan Rest)
{
    public static OrderPlan Full { get; } = new(10_000, 20_000, 100, 16, 16, 5, TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(10));

    /// <summary>Shows that everything works; its figures say nothing.</summary>
    public static OrderPlan Quick { get; } = new(20, 40, 20, 1, 16, 1, TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(0.2));
}
