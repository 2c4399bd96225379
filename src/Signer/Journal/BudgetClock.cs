namespace Countersign.Signer.Journal;

/// <summary>
/// The clock by which budgets count: it goes on with the machine's monotonic clock and knows nothing of the wall's, so that no step of that
/// one, either way, frees budget. Thread-safe.
/// </summary>
/// <param name="time">The machine's clocks.</param>
/// <param name="start">What it shows now, microseconds.</param>
internal sealed class BudgetClock(TimeProvider time, long start)
{
    private readonly long _startedAt = time.GetTimestamp();

    /// <summary>Microseconds.</summary>
    public long Now => start + (time.GetElapsedTime(_startedAt).Ticks / TimeSpan.TicksPerMicrosecond);

    /// <summary>The machine's monotonic clock, microseconds since it was started.</summary>
    public static long Monotonic(TimeProvider time) => time.GetElapsedTime(startingTimestamp: 0).Ticks / TimeSpan.TicksPerMicrosecond;
}
