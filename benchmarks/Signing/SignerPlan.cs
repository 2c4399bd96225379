namespace Countersign.Benchmarks.Signing;

/// <summary>How much of the signer is measured.</summary>
/// <param name="WarmUp">Requests before anything counts: the signer compiles its code anew as it sees it used.</param>
/// <param name="Samples">Requests of each kind, signer and echo each.</param>
/// <param name="Turn">Requests before the other has its turn.</param>
/// <param name="RateSamples">Requests where the rate is measured.</param>
/// <param name="Keys">That are in use where memory is measured.</param>
/// <param name="Starts">Of the signer, where its start is measured.</param>
internal sealed record SignerPlan(int WarmUp, int Samples, int Turn, int RateSamples, int Keys, int Starts)
{
    public static SignerPlan Full { get; } = new(20_000, 40_000, 1_000, 100_000, 1_000, 5);

    /// <summary>Shows that everything works; its figures say nothing.</summary>
    public static SignerPlan Quick { get; } = new(100, 200, 100, 500, 20, 1);
}
