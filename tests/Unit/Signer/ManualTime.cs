namespace Countersign.Unit.Signer;

/// <summary>A clock that moves when the test says so; the wall and the monotonic clock may be moved apart.</summary>
internal sealed class ManualTime : TimeProvider
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private long _wall = Start.UtcTicks;
    private long _monotonic;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _monotonic);

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _wall), TimeSpan.Zero);

    public void Advance(TimeSpan by)
    {
        Interlocked.Add(ref _monotonic, by.Ticks);
        Interlocked.Add(ref _wall, by.Ticks);
    }

    /// <summary>What a person or a time server does: only the wall clock moves.</summary>
    public void Step(TimeSpan by) => Interlocked.Add(ref _wall, by.Ticks);
}
