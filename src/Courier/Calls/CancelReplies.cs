using System.Collections.Concurrent;

namespace Countersign.Courier.Calls;

/// <summary>
/// The replies to cancels, kept for a minute: clients send a cancel again when they have not heard, bit by bit the same, and are to
/// hear the first one's reply.
/// </summary>
internal sealed class CancelReplies(TimeProvider time)
{
    /// <summary>How many are kept at most; beyond it the oldest go.</summary>
    public const int MaxKept = 10_000;

    // A little longer than the longest time for which a bot may repeat a request: its receive window of a minute, and its clock's error.
    private static readonly TimeSpan _kept = TimeSpan.FromSeconds(65);

    private readonly ConcurrentDictionary<(uint Generation, ulong Sequence), Task<Reply>> _replies = new();
    private readonly ConcurrentQueue<((uint Generation, ulong Sequence) What, long Since)> _order = new();

    public void Keep(uint generation, ulong sequence, Task<Reply> reply)
    {
        Forget();
        _replies[(generation, sequence)] = reply;
        _order.Enqueue(((generation, sequence), time.GetTimestamp()));
    }

    /// <summary>The reply, perhaps still to come; null if there was no such cancel in the last minute.</summary>
    public Task<Reply>? Find(uint generation, ulong sequence)
    {
        Forget();
        return _replies.GetValueOrDefault((generation, sequence));
    }

    private void Forget()
    {
        while (_order.TryPeek(out var oldest) && (_order.Count > MaxKept || time.GetElapsedTime(oldest.Since) > _kept))
        {
            if (_order.TryDequeue(out var gone))
            {
                _replies.TryRemove(gone.What, out _);
            }
        }
    }
}
