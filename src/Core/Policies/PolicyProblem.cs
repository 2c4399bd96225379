namespace Countersign.Core.Policies;

/// <summary>One thing that is wrong with a policy.</summary>
/// <param name="Path">Where, for example <c>symbols.BTCUSDT.maxNotional</c>; <c>$</c> is the whole document.</param>
/// <param name="Sentence">What, and what would be right; lower case, no full stop.</param>
public readonly record struct PolicyProblem(string Path, string Sentence)
{
    public override string ToString() => $"{Path}: {Sentence}";
}
