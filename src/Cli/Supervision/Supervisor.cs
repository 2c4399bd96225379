using System.Diagnostics.CodeAnalysis;
using Countersign.Channels;
using Countersign.Cli.Users;
using Countersign.Confinement.Measures;
using Countersign.Core.Frames;

namespace Countersign.Cli.Supervision;

/// <summary>
/// Starts the processes, joins each two that may talk, and starts again the one that ends: under a new generation, joined anew. It opens
/// no record and holds no secret.
/// </summary>
internal sealed class Supervisor : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Peer, Place> _places;
    private readonly ProcessUsers _users;
    private readonly Action<string> _write;
    private readonly TimeProvider _time;
    private readonly TaskCompletionSource<CommandFailedException> _gaveUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stopping = new();
    private uint _operators;

    /// <param name="programs">Every two of them are joined.</param>
    /// <param name="users">Who each of them runs as.</param>
    /// <param name="time">Measures lives and waits.</param>
    /// <param name="write">Takes a line for the operator.</param>
    internal Supervisor(IEnumerable<ChildProgram> programs, ProcessUsers users, TimeProvider time, Action<string> write)
    {
        (_users, _time, _write) = (users, time, write);
        _places = programs.ToDictionary(program => program.Peer, program => new Place(program, new Backoff(time)));
    }

    /// <summary>Called with each new life of a process after it was joined to the others, on a thread that may be kept.</summary>
    internal Action<Child> Restarted { get; set; } = static _ => { };

    /// <summary>Takes the newest checkpoint of the signer's journal from time to time, to be kept in the vault.</summary>
    internal Action<byte[]> JournalGrown { get; set; } = static _ => { };

    /// <summary>Completes when a process does not stay alive.</summary>
    internal Task<CommandFailedException> GaveUp => _gaveUp.Task;

    /// <summary>Starts all of them and waits until each is ready.</summary>
    /// <exception cref="CommandFailedException">One ended instead, and has said why; nothing is tried again at the first start.</exception>
    internal async Task StartAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (var place in _places.Values)
            {
                Start(place);
            }
        }

        foreach (var child in Children())
        {
            await WhenReady(child, cancellationToken);
        }

        foreach (var child in Children())
        {
            _ = Watch(child);
        }
    }

    /// <summary>What the peer's present life said when it was ready.</summary>
    internal string DetailOf(Peer peer) => Current(peer) is { Ready.IsCompletedSuccessfully: true } child ? child.Ready.Result : "";

    /// <summary>What each process that lives got of its confinement, by name.</summary>
    internal Dictionary<string, ConfinementReport?> Confinement() =>
        Children().ToDictionary(child => child.Program.Name, child => child.Confinement, StringComparer.Ordinal);

    /// <summary>Process ids by name, of those that live.</summary>
    internal Dictionary<string, int> ProcessIds() =>
        Children().ToDictionary(child => child.Program.Name, child => child.ProcessId, StringComparer.Ordinal);

    /// <summary>From its next life on, the peer is started with these arguments.</summary>
    internal void Replace(ChildProgram program)
    {
        lock (_gate)
        {
            _places[program.Peer].Program = program;
        }
    }

    /// <summary>Gives the signer a channel to an operator; false when there is no signer to give it to.</summary>
    internal bool TryLinkOperator(Descriptor end)
    {
        if (Current(Peer.Signer) is not { Ended.IsCompleted: false } signer)
        {
            return false;
        }

        signer.Link(Peer.Operator, Interlocked.Increment(ref _operators), end);
        return true;
    }

    /// <summary>Ends all processes: the gateway first, so that no call comes to a signer that is gone.</summary>
    internal async Task StopAsync()
    {
        await _stopping.CancelAsync();
        foreach (var child in Children().OrderBy(child => child.Peer))
        {
            await child.StopAsync();
        }
    }

    public void Dispose()
    {
        foreach (var child in Children())
        {
            child.Dispose();
        }

        _stopping.Dispose();
    }

    private static async Task WhenReady(Child child, CancellationToken cancellationToken)
    {
        var patience = Task.Delay(TimeSpan.FromSeconds(30), cancellationToken);
        var first = await Task.WhenAny(child.Ready, child.Ended, patience);
        cancellationToken.ThrowIfCancellationRequested();
        if (first == child.Ready)
        {
            return;
        }

        if (first != child.Ended)
        {
            throw new CommandFailedException(ExitCode.Failed, "not-started", $"the {child.Program.Name} is not ready after 30 seconds");
        }

        // The processes end with this status too when they do not understand what they were told.
        var status = await child.Ended;
        throw new CommandFailedException(
            status == (int)ExitCode.Usage ? ExitCode.Usage : ExitCode.Failed,
            "not-started",
            $"the {child.Program.Name} did not start: {(child.LastWords.Length > 0 ? child.LastWords : $"it ended with status {status}")}");
    }

    private Child[] Children()
    {
        lock (_gate)
        {
            return [.. _places.Values.Select(place => place.Current).OfType<Child>()];
        }
    }

    private Child? Current(Peer peer)
    {
        lock (_gate)
        {
            return _places[peer].Current;
        }
    }

    // Under the gate: a process that starts meanwhile would miss this one, or be joined to it twice.
    private Child Start(Place place)
    {
        place.Backoff.Started();
        var child = Child.Start(place.Program, _users.Of(place.Program.Peer), ++place.Generation, _write);
        foreach (var other in _places.Values.Select(other => other.Current).OfType<Child>().Where(other => other.Peer != child.Peer))
        {
            Child.Join(child, other);
        }

        child.JournalGrown = checkpoint => JournalGrown(checkpoint);
        place.Current = child;
        return child;
    }

    [SuppressMessage("Design", "CA1031", Justification = "Nobody awaits the watch: a fault in it has to end up where the supervisor gives up.")]
    private async Task Watch(Child child)
    {
        try
        {
            while (true)
            {
                var status = await child.Ended;
                if (_stopping.IsCancellationRequested)
                {
                    return;
                }

                _write($"the {child.Program.Name} ended with status {status}");
                if (await StartAgain(child) is not { } next)
                {
                    return;
                }

                child = next;
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping: the wait before the next start is over.
        }
        catch (Exception exception)
        {
            _gaveUp.TrySetResult(exception as CommandFailedException
                ?? new CommandFailedException(ExitCode.Failed, "supervisor", $"the {child.Program.Name} cannot be watched: {exception.Message}"));
        }
    }

    private async Task<Child?> StartAgain(Child ended)
    {
        var place = _places[ended.Peer];
        if (place.Backoff.Ended() is not { } wait)
        {
            _gaveUp.TrySetResult(new CommandFailedException(
                ExitCode.Failed, "does-not-stay", $"the {ended.Program.Name} does not stay alive", "its words are above; start again when the cause is removed"));
            return null;
        }

        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, _time, _stopping.Token);
        }

        Child next;
        lock (_gate)
        {
            _stopping.Token.ThrowIfCancellationRequested();
            next = Start(place);
        }

        ended.Dispose();
        _ = Task.Run(() => Restarted(next));
        return next;
    }

    /// <summary>One of the peers through all its lives.</summary>
    private sealed class Place(ChildProgram program, Backoff backoff)
    {
        internal ChildProgram Program { get; set; } = program;

        internal Backoff Backoff { get; } = backoff;

        internal Child? Current { get; set; }

        internal uint Generation { get; set; }
    }
}
