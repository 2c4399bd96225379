using Countersign.Core.Names;
using Countersign.Signer.Interop;

namespace Countersign.Signer.Enforcement;

/// <summary>
/// The queue for signatures that take long (RSA in memory, any key in a token), so that an Ed25519 signature of 13 µs never waits behind
/// an RSA one of 3 ms. One queue for each owner, served in turn, by threads that give way to the fast ones.
/// </summary>
internal sealed class SlowLane : IDisposable
{
    /// <summary>An owner's work beyond this is turned away: what waits longer than a receive window is worth nothing.</summary>
    internal const int MaxPerOwner = 512;

    private readonly Lock _lock = new();
    private readonly Dictionary<OwnerId, Queue<Work>> _queues = [];
    private readonly Queue<OwnerId> _turns = new();
    private readonly SemaphoreSlim _waiting = new(0);
    private readonly Thread[] _threads;
    private volatile bool _ended;

    public SlowLane(int threads)
    {
        _threads = [.. Enumerable.Range(0, threads).Select(_ => new Thread(Work) { IsBackground = true, Name = "slow lane" })];
        foreach (var thread in _threads)
        {
            thread.Start();
        }
    }

    /// <summary>Queues work behind what its owner has waiting, or turns it away.</summary>
    public void Add(Work work)
    {
        lock (_lock)
        {
            if (!_queues.TryGetValue(work.Owner, out var queue))
            {
                _queues[work.Owner] = queue = new Queue<Work>();
            }

            if (queue.Count < MaxPerOwner)
            {
                queue.Enqueue(work);
                if (queue.Count == 1)
                {
                    _turns.Enqueue(work.Owner);
                }

                _waiting.Release();
                return;
            }
        }

        work.TurnAway();
    }

    public void Dispose()
    {
        _ended = true;
        _waiting.Release(_threads.Length);
        foreach (var thread in _threads)
        {
            thread.Join();
        }

        _waiting.Dispose();
    }

    private void Work()
    {
        Libc.GiveWay();
        while (true)
        {
            _waiting.Wait();
            if (_ended)
            {
                return;
            }

            Next().Run();
        }
    }

    // The owner whose turn it was goes to the end of the line while he has more.
    private Work Next()
    {
        lock (_lock)
        {
            var owner = _turns.Dequeue();
            var queue = _queues[owner];
            var work = queue.Dequeue();
            if (queue.Count > 0)
            {
                _turns.Enqueue(owner);
            }
            else
            {
                _queues.Remove(owner);
            }

            return work;
        }
    }
}
