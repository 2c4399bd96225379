namespace Countersign.Courier.Market;

/// <summary>A pause that can be cut short. One waits, any number may signal.</summary>
internal sealed class WakeUp(TimeProvider time)
{
    private TaskCompletionSource _signal = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Signal() => Volatile.Read(ref _signal).TrySetResult();

    /// <summary>Returns after the pause, at once when there was a signal since the last time, or when cancelled.</summary>
    public async Task Pause(TimeSpan length, CancellationToken cancel)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await Task.WhenAny(Volatile.Read(ref _signal).Task, Task.Delay(length, time, end.Token));
        await end.CancelAsync();

        // A signal up to here is answered by what the waiter looks at next; one from here on cuts the next pause short.
        if (Volatile.Read(ref _signal).Task.IsCompleted)
        {
            Volatile.Write(ref _signal, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }
    }
}
