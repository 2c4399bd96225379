using Countersign.Core.Refusals;

namespace Countersign.Signer.Market;

/// <summary>
/// The exchange's time for stamping requests: the courier's measure, carried on by the monotonic clock, so that a step of this machine's clock
/// never moves a stamp. Further than a second from this machine's clock one of the two is wrong, and a person must look.
/// </summary>
internal sealed class SigningClock(TimeProvider time)
{
    private static readonly TimeSpan _farthest = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _measured = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Measure? _measure;

    /// <summary>Exchange minus this machine as last measured; null before the first measure.</summary>
    public TimeSpan? Offset => _measure?.Offset;

    /// <summary>Completes with the first measure.</summary>
    public Task Measured => _measured.Task;

    /// <summary>Takes a measure that was just made.</summary>
    public void Set(TimeSpan offset)
    {
        _measure = new Measure(offset, time.GetUtcNow() + offset, time.GetTimestamp());
        _measured.TrySetResult();
    }

    /// <summary>The exchange's time in milliseconds since 1970, or why there is none to stamp with.</summary>
    public Refusal? TryRead(out long milliseconds)
    {
        milliseconds = 0;
        if (_measure is not { } measure)
        {
            return new Refusal(RefusalKind.ClockApart,
                "the exchange does not answer, so its clock is not known: check the connection to it and try again");
        }

        var exchange = measure.ExchangeTime + time.GetElapsedTime(measure.Taken);
        var apart = exchange - time.GetUtcNow();
        if (apart.Duration() > _farthest)
        {
            return new Refusal(RefusalKind.ClockApart,
                FormattableString.Invariant($"this machine's clock and the exchange's are {apart.TotalMilliseconds:F0} ms apart; the limit is 1000: set the clock (timedatectl)"));
        }

        milliseconds = exchange.ToUnixTimeMilliseconds();
        return null;
    }

    private sealed record Measure(TimeSpan Offset, DateTimeOffset ExchangeTime, long Taken);
}
