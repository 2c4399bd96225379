namespace Countersign.Unit.Signer;

/// <summary>What became of a bot's call: refused with a code, sent, or joined to an earlier one.</summary>
internal sealed record Verdict(string? Code, string Sentence = "", uint RetryAfter = 0, SentCall? Sent = null, ulong? Repeats = null)
{
    /// <summary>The code of the refusal, or <c>sent</c>, or <c>repeats</c>.</summary>
    public string Word => Code ?? (Sent is null ? "repeats" : "sent");
}
