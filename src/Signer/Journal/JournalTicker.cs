namespace Countersign.Signer.Journal;

/// <summary>
/// The journal's own thread: what nobody syncs sooner is on the disk a tenth of a second after it was appended, and under a checkpoint a second after.
/// </summary>
internal sealed class JournalTicker : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan BetweenCheckpoints = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenReports = TimeSpan.FromSeconds(10);

    private readonly ManualResetEventSlim _ended = new();
    private readonly SignerMemory _memory;
    private readonly TimeProvider _time;
    private readonly Action<ReadOnlyMemory<byte>> _report;
    private readonly Thread _thread;
    private long _checkpointed;
    private long _reported;
    private ReadOnlyMemory<byte> _known;

    /// <param name="memory">The caller's.</param>
    /// <param name="time">Measures between checkpoints and reports.</param>
    /// <param name="report">Takes the newest checkpoint every ten seconds, while the journal grows.</param>
    public JournalTicker(SignerMemory memory, TimeProvider time, Action<ReadOnlyMemory<byte>> report)
    {
        (_memory, _time, _report, _known) = (memory, time, report, memory.Checkpoint);
        _checkpointed = _reported = time.GetTimestamp();
        _thread = new Thread(Run) { IsBackground = true, Name = "journal" };
        _thread.Start();
    }

    public void Dispose()
    {
        _ended.Set();
        _thread.Join();
        _ended.Dispose();
    }

    private void Run()
    {
        while (!_ended.Wait(Tick))
        {
            var journal = _memory.Journal;
            try
            {
                Work(journal);
            }
            catch (JournalFailedException fault) when (ReferenceEquals(journal, _memory.Journal))
            {
                // Whoever appends meets the same; here it is told even when nobody does.
                Console.Error.WriteLine("signer: error: " + fault.Message);
                return;
            }
            catch (JournalFailedException)
            {
                // A new one was begun in its place.
            }
        }
    }

    private void Work(SignerJournal? journal)
    {
        if (_time.GetElapsedTime(_checkpointed) < BetweenCheckpoints)
        {
            journal?.Follow();
            return;
        }

        journal?.Sync();
        _checkpointed = _time.GetTimestamp();
        var newest = _memory.Checkpoint;
        if (_time.GetElapsedTime(_reported) >= BetweenReports && !newest.Equals(_known))
        {
            (_reported, _known) = (_checkpointed, newest);
            _report(newest);
        }
    }
}
