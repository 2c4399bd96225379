using Countersign.Core.Refusals;

namespace Countersign.Core.Policies;

/// <summary>
/// What the market looked like a moment ago, for one symbol, from the courier's own connection: never from the bot, and never through
/// the gateway.
/// </summary>
/// <param name="Bid">Best price at which the book buys.</param>
/// <param name="Ask">Best price at which the book sells.</param>
/// <param name="BookTakenAt">When the courier asked for the book, by the signer's clock; an age counts from before the answer.</param>
/// <param name="Average">The exchange's average price (<c>avgPrice</c>): the reference.</param>
/// <param name="AverageTakenAt">When the courier asked for the average.</param>
public sealed record MarketFacts(decimal Bid, decimal Ask, DateTimeOffset BookTakenAt, decimal Average, DateTimeOffset AverageTakenAt)
{
    /// <summary>An older book says nothing about what a market order will pay.</summary>
    public static TimeSpan MaxBookAge { get; } = TimeSpan.FromSeconds(5);

    /// <summary>The average is over five minutes, so it may be older than the book.</summary>
    public static TimeSpan MaxAverageAge { get; } = TimeSpan.FromSeconds(30);

    // Facts from later than now are a clock that jumped.
    private static readonly TimeSpan _maxAhead = TimeSpan.FromSeconds(1);

    /// <summary>Null if these facts may be judged by; else what is wrong with them.</summary>
    public Refusal? RefuseUnfit(string symbol, DateTimeOffset now)
    {
        if (Bid <= 0 || Ask <= 0 || Average <= 0 || Bid >= Ask)
        {
            return Unfit($"the book or the average price of {Quoted.From(symbol)} is torn or empty");
        }

        return RefuseAge("book", now - BookTakenAt, MaxBookAge) ?? RefuseAge("average price", now - AverageTakenAt, MaxAverageAge);

        Refusal? RefuseAge(string what, TimeSpan age, TimeSpan limit) => age > limit || age < -_maxAhead
            ? Unfit($"the {what} of {Quoted.From(symbol)} is {(long)age.TotalMilliseconds} ms old; the limit is {(long)limit.TotalMilliseconds}")
            : null;

        static Refusal Unfit(string sentence) => new(RefusalKind.MarketFactsUnfit, sentence) { RetryAfterSeconds = 1 };
    }
}
