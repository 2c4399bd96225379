namespace Countersign.Signer.Enforcement;

/// <summary>
/// Holds work back until the disk has what was recorded of it: in strict mode all, else orders whose budget is not durably booked yet. One
/// sync serves all that came while the sync before it ran.
/// </summary>
internal sealed class Committer : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _waiting = new(0);
    private readonly Action _sync;
    private readonly Action<Work> _go;
    private readonly Thread _thread;
    private List<Work> _held = [];
    private List<Work> _going = [];
    private volatile bool _ended;

    /// <param name="sync">Returns when all that was recorded before is on the disk; throws <see cref="IOException"/> when it never will be.</param>
    /// <param name="go">Where work goes on.</param>
    public Committer(Action sync, Action<Work> go)
    {
        _sync = sync;
        _go = go;
        _thread = new Thread(Run) { IsBackground = true, Name = "committer" };
        _thread.Start();
    }

    /// <summary>Takes work that was recorded already.</summary>
    public void Add(Work work)
    {
        bool first;
        lock (_lock)
        {
            first = _held.Count == 0;
            _held.Add(work);
        }

        if (first)
        {
            _waiting.Release();
        }
    }

    public void Dispose()
    {
        _ended = true;
        _waiting.Release();
        _thread.Join();
        _waiting.Dispose();
    }

    private void Run()
    {
        while (true)
        {
            _waiting.Wait();
            if (_ended)
            {
                return;
            }

            lock (_lock)
            {
                (_held, _going) = (_going, _held);
            }

            var next = TrySync() ? _go : static work => work.TurnAway();
            foreach (var work in _going)
            {
                next(work);
            }

            _going.Clear();
        }
    }

    private bool TrySync()
    {
        try
        {
            _sync();
            return true;
        }
        catch (IOException)
        {
            // The journal has failed, and says so to every request from now on.
            return false;
        }
    }
}
