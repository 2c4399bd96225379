namespace Countersign.Unit.Courier;

/// <summary>
/// A clock that moves when the test says so. Pauses are short on it, and whoever waits for somebody has all the patience that a busy machine needs.
/// </summary>
internal sealed class PatientTime : TimeProvider
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly DateTimeOffset _start = System.GetUtcNow();
    private long _passed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _start + TimeSpan.FromTicks(GetTimestamp());

    public override long GetTimestamp() => Interlocked.Read(ref _passed);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _passed, by.Ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Stretched(dueTime), period);

    private static TimeSpan Stretched(TimeSpan time) => time > LongestPause ? time * 10 : time > TimeSpan.Zero ? TimeSpan.FromMilliseconds(5) : time;
}
