namespace Countersign.Signer.Enforcement;

/// <summary>Where work goes that was allowed and recorded: on at once, behind the disk, or to the slow lane.</summary>
internal sealed class Lanes : IDisposable
{
    private readonly SlowLane _slow = new(Math.Max(1, Environment.ProcessorCount - 1));
    private readonly Committer _committer;

    /// <inheritdoc cref="Committer(Action, Action{Work})"/>
    public Lanes(Action sync) => _committer = new Committer(sync, Go);

    /// <summary>Signs on the calling thread, or queues the work.</summary>
    /// <param name="work">What was recorded.</param>
    /// <param name="waits">True when it must not be signed before the record is on the disk.</param>
    public void Take(Work work, bool waits)
    {
        if (waits)
        {
            _committer.Add(work);
        }
        else
        {
            Go(work);
        }
    }

    public void Dispose()
    {
        _committer.Dispose();
        _slow.Dispose();
    }

    private void Go(Work work)
    {
        if (work.IsSlow)
        {
            _slow.Add(work);
        }
        else
        {
            work.Run();
        }
    }
}
