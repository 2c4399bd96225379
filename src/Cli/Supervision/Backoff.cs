namespace Countersign.Cli.Supervision;

/// <summary>
/// When to start a process again: at once after a life that lasted, later and later after short ones, and at some point not any more.
/// </summary>
internal sealed class Backoff(TimeProvider time)
{
    /// <summary>Short lives in a row after which there is no point in another.</summary>
    internal const int MaxShortLives = 12;

    private static readonly TimeSpan ShortLife = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private long _startedAt = time.GetTimestamp();
    private int _shortLives;

    internal void Started() => _startedAt = time.GetTimestamp();

    /// <summary>How long to wait before the next start; null when it should not be started again.</summary>
    internal TimeSpan? Ended()
    {
        _shortLives = time.GetElapsedTime(_startedAt) < ShortLife ? _shortLives + 1 : 0;
        return _shortLives switch
        {
            <= 1 => TimeSpan.Zero,
            >= MaxShortLives => null,
            _ => TimeSpan.FromTicks(Math.Min(Longest.Ticks, First.Ticks << (_shortLives - 2))),
        };
    }
}
