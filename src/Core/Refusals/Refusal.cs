namespace Countersign.Core.Refusals;

/// <summary>
/// A "no" and its reason: a value, never thrown. The sentence is lower case without full stop, names the figure and the limit, and
/// never holds a secret, a signature or a full query string; text that came from a bot goes in through <see cref="Quoted"/> only.
/// </summary>
public sealed record Refusal(RefusalKind Kind, string Sentence)
{
    /// <summary>After how many seconds another attempt makes sense; null if time alone changes nothing.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>The stable name, for example <c>max-notional</c>.</summary>
    public string Code => Row.Code;

    /// <summary>How it looks from outside.</summary>
    public RefusalRow Row => RefusalTable.Of(Kind);

    public override string ToString() => $"{Code}: {Sentence}";
}
