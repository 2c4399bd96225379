namespace Countersign.Core.Refusals;

/// <summary>How one kind of refusal looks from outside.</summary>
/// <param name="Kind">Its number between the processes.</param>
/// <param name="Code">Its stable name, kebab-case: what people, logs and tests refer to.</param>
/// <param name="HttpStatus">The status of the answer to the bot.</param>
/// <param name="ExchangeCode">The exchange's own number that client libraries map to their exceptions.</param>
/// <param name="Wording">The exchange's own words for that number, where it has fitting ones; else null.</param>
public sealed record RefusalRow(RefusalKind Kind, string Code, int HttpStatus, int ExchangeCode, string? Wording);
