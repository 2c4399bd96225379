namespace Countersign.Sandbox.Limits;

/// <summary>Counts per interval of the clock, as the exchange does: a minute's count begins again at the full minute. One that is off stays at zero.</summary>
internal sealed class IntervalCounter(long seconds, bool isOff = false)
{
    private long _interval;
    private int _count;

    public int Read(long nowMilliseconds)
    {
        Roll(nowMilliseconds);
        return _count;
    }

    public void Add(long nowMilliseconds, int amount)
    {
        Roll(nowMilliseconds);
        _count = isOff ? 0 : Math.Max(0, _count + amount);
    }

    /// <summary>Whole seconds until the count begins again, at least one.</summary>
    public long SecondsLeft(long nowMilliseconds) => seconds - (nowMilliseconds / 1000 % seconds);

    private void Roll(long nowMilliseconds)
    {
        var interval = nowMilliseconds / 1000 / seconds;
        if (interval != _interval)
        {
            _interval = interval;
            _count = 0;
        }
    }
}
