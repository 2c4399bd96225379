namespace Countersign.Sandbox;

/// <summary>The exchange's own clock: the machine's, moved by an offset that a test sets to make the two disagree.</summary>
internal sealed class ExchangeClock(TimeProvider time)
{
    /// <summary>Milliseconds added to the machine's clock; negative when the exchange is behind.</summary>
    public long OffsetMilliseconds { get; set; }

    public long Microseconds => ((time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond) + (OffsetMilliseconds * 1000);

    public long Milliseconds => Microseconds / 1000;
}
