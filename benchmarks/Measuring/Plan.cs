namespace Countersign.Benchmarks.Measuring;

/// <summary>How much is measured.</summary>
/// <param name="WarmUp">Orders each way before anything counts.</param>
/// <param name="Samples">Of each call, each way.</param>
/// <param name="Turn">Orders before the other way has its turn; both then see the same drift of the machine.</param>
/// <param name="Connections">At once, where the rate is measured.</param>
/// <param name="Bots">Credentials that those connections share through Countersign, which remembers only so many requests of one bot.</param>
/// <param name="Slices">Turns of each way where the rate is measured, after one that does not count.</param>
/// <param name="Slice">How long one is.</param>
internal sealed record Plan(int WarmUp, int Samples, int Turn, int Connections, int Bots, int Slices, TimeSpan Slice)
{
    public static Plan Full { get; } = new(2000, 3000, 50, 16, 8, 3, TimeSpan.FromSeconds(2));

    /// <summary>Shows that everything works; its figures say nothing.</summary>
    public static Plan Quick { get; } = new(20, 40, 20, 16, 1, 1, TimeSpan.FromSeconds(0.2));
}
