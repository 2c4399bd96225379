namespace Countersign.Channels;

/// <summary>
/// Whether the reader of a channel asks again and again for a moment before it lets itself be put to sleep: to be woken on another core costs more
/// than a signature. It does so only while packets have lately come that fast, and stops when another thread wants the core. Not thread-safe:
/// each reader has its own.
/// </summary>
/// <param name="time">Measures how soon packets come.</param>
public sealed class AdaptiveSpin(TimeProvider time)
{
    // Packets that came fast, less those that did not, until asking again is worth while; and as much as may be saved up.
    private const int Worthwhile = 4;
    private const int Most = 8;

    // How many packets pass before it is tried again on a core that somebody else wanted: whoever gives way may wait for milliseconds, whoever
    // sleeps is let in at once when he is woken.
    private const int Pause = 1000;

    // Somebody else ran on this core for so long.
    private static readonly TimeSpan Interruption = TimeSpan.FromMicroseconds(10);

    // About as long as it takes to be woken on another core.
    private static readonly TimeSpan Limit = TimeSpan.FromMicroseconds(30);

    private int _credit;
    private long _start;
    private long _last;

    /// <summary>The reader begins to wait for a packet; true when it should ask before it sleeps.</summary>
    internal bool Begin()
    {
        _start = _last = time.GetTimestamp();
        return _credit >= Worthwhile;
    }

    /// <summary>After a question in vain: gives way to others, and says whether to ask once more.</summary>
    internal bool GoOn()
    {
        Thread.Yield();
        var now = time.GetTimestamp();
        var isWanted = time.GetElapsedTime(_last, now) >= Interruption;
        var isInVain = time.GetElapsedTime(_start, now) >= Limit;
        _last = now;
        _credit = isWanted ? -Pause : isInVain ? _credit - (Most / 2) : _credit;
        return !isWanted && !isInVain;
    }

    /// <summary>A packet has come.</summary>
    internal void End()
    {
        var isFast = time.GetElapsedTime(_start) < Limit * 2;
        _credit = isFast ? Math.Min(_credit + 1, Most) : Math.Min(_credit, Math.Max(_credit - 1, 0));
    }
}
