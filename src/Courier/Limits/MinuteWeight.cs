namespace Countersign.Courier.Limits;

/// <summary>Request weight used in the present minute of the clock: what the exchange last said, and what is still on its way.</summary>
internal sealed class MinuteWeight(int limit)
{
    private readonly Lock _gate = new();
    private long _minute;
    private int _used;
    private int _underWay;
    private long _toldBy;

    /// <summary>True when so much more stays within this part of the limit.</summary>
    public bool HasRoom(int weight, int percent, DateTimeOffset now)
    {
        lock (_gate)
        {
            Turn(now);
            return (long)(_used + _underWay + weight) * 100 <= (long)limit * percent;
        }
    }

    public void Start(int weight, DateTimeOffset now)
    {
        lock (_gate)
        {
            Turn(now);
            _underWay += weight;
        }
    }

    /// <summary>Over; when the exchange did not say what it counted, the documented weight counts.</summary>
    public void End(int weight, bool told, DateTimeOffset now)
    {
        lock (_gate)
        {
            Turn(now);
            _underWay -= weight;
            _used += told ? 0 : weight;
        }
    }

    /// <summary>
    /// The exchange's own count. Answers overtake each other, and its minute does not turn with this clock's: the one to the request
    /// that was sent last counts.
    /// </summary>
    public void Note(int used, long sentAt, DateTimeOffset now)
    {
        lock (_gate)
        {
            Turn(now);
            if (sentAt >= _toldBy)
            {
                _toldBy = sentAt;
                _used = used;
            }
        }
    }

    private void Turn(DateTimeOffset now)
    {
        var minute = now.ToUnixTimeSeconds() / 60;
        if (minute != _minute)
        {
            _minute = minute;
            _used = 0;
        }
    }
}
