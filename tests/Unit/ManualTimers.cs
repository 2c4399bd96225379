using System.Threading.Channels;

namespace Countersign.Unit;

/// <summary>A clock on which no time passes by itself: a test takes the timers that were set and lets them come.</summary>
internal sealed class ManualTimers : TimeProvider
{
    private readonly Channel<ManualTimer> _timers = Channel.CreateUnbounded<ManualTimer>();

    /// <summary>The next timer that was set, in the order in which they were.</summary>
    internal Task<ManualTimer> NextAsync() => _timers.Reader.ReadAsync().AsTask().WaitAsync(Patience.Limit);

    /// <summary>The next timer of this length; those before it never come.</summary>
    internal async Task<ManualTimer> NextAsync(TimeSpan dueTime)
    {
        while (true)
        {
            var timer = await NextAsync();
            if (timer.DueTime == dueTime)
            {
                return timer;
            }
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(callback, state, dueTime);
        _timers.Writer.TryWrite(timer);
        return timer;
    }

    internal sealed class ManualTimer(TimerCallback callback, object? state, TimeSpan dueTime) : ITimer
    {
        internal TimeSpan DueTime => dueTime;

        internal void Come() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
