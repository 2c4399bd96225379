namespace Countersign.Signer.Custody.Tokens;

/// <summary>Why a token does not open, or a key in it cannot be used.</summary>
/// <param name="Sentence">For the operator.</param>
/// <param name="IsPin">The PIN is wrong: another one may help.</param>
internal sealed record TokenProblem(string Sentence, bool IsPin = false);
