namespace Countersign.Cli.Demo;

/// <summary>What is on an account.</summary>
/// <param name="Amounts">Free and locked, by asset.</param>
/// <param name="Worth">All of it in USDT.</param>
internal sealed record DemoBalance(IReadOnlyDictionary<string, decimal> Amounts, decimal Worth)
{
    internal decimal Of(string asset) => Amounts.GetValueOrDefault(asset);
}
