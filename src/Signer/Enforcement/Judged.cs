using Countersign.Core.Policies;

namespace Countersign.Signer.Enforcement;

/// <summary>What was allowed, and the market that it was judged by.</summary>
internal readonly record struct Judged(Decision Decision, MarketFacts? Market);
