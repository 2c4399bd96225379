using Countersign.Core.Refusals;

namespace Countersign.Signer.Enforcement;

/// <summary>What the exchange said to a probe of a key.</summary>
/// <param name="Status">The HTTP status, zero when there was no answer.</param>
/// <param name="Body">JSON, if the exchange is honest.</param>
/// <param name="Refusal">Why there is no answer; null when there is one.</param>
internal sealed record ProbeAnswer(int Status, byte[] Body, Refusal? Refusal);
