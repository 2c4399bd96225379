using Countersign.Courier.Calls;

namespace Countersign.Courier.Outcomes;

/// <summary>What the answer to one question says about a call.</summary>
/// <param name="Reply">The reply that the bot would have had, when the outcome is known.</param>
/// <param name="IsConclusive">True when the exchange answered, and the same answer after the window has passed ends the matter.</param>
internal readonly record struct Verdict(Reply? Reply, bool IsConclusive)
{
    /// <summary>Nothing was learnt: ask again.</summary>
    public static Verdict Open => default;

    /// <summary>The exchange shows no trace of the call so far.</summary>
    public static Verdict NotThere => new(null, IsConclusive: true);

    public static Verdict Found(Reply reply) => new(reply, IsConclusive: true);
}
