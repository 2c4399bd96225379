using Countersign.Core.Frames;
using Countersign.Gateway.Links;

namespace Countersign.Gateway.Calls;

/// <summary>
/// A call under way: who had it when it was handed over, what has been done to find its outcome, and the outcome, once. A call
/// without a signer is one for public data.
/// </summary>
internal sealed class PendingCall(ulong id, PeerLink? signer, PeerLink courier)
{
    private readonly TaskCompletionSource<CallOutcome> _outcome = new();
    private readonly Lock _lock = new();
    private PartialAnswer? _partial;
    private PeerLink? _settledWith;
    private PeerLink? _askedFor;

    internal ulong Id => id;

    /// <summary>The life of the signer that was given it; null for public data.</summary>
    internal PeerLink? Signer => signer;

    /// <summary>The life of the courier that was linked when it was handed over.</summary>
    internal PeerLink Courier => courier;

    internal Task<CallOutcome> Outcome => _outcome.Task;

    /// <summary>The first outcome counts; false for a later one.</summary>
    internal bool End(CallOutcome outcome) => _outcome.TrySetResult(outcome);

    /// <summary>Takes the head of an answer. False if no honest courier sends it.</summary>
    internal bool TryTake(PeerLink from, scoped in Answer answer)
    {
        if (answer.BodyLength > PartialAnswer.MaxBody || answer.Status is < 200 or > 599
            || !AnswerHeaders.TryRead(answer.Headers, out var headers))
        {
            return false;
        }

        lock (_lock)
        {
            if (_partial?.Courier == from)
            {
                // A second answer to the same call: the first counts.
                return true;
            }

            // What an earlier life of the courier left unfinished is void.
            _partial = new PartialAnswer(from, answer.Status, headers, (int)answer.BodyLength);
            if (!_partial.TryAppend(answer.Body))
            {
                return false;
            }
        }

        EndIfComplete();
        return true;
    }

    /// <summary>Takes a further part of the body. False if it exceeds the announced length.</summary>
    internal bool TryTake(PeerLink from, scoped in AnswerPart part)
    {
        lock (_lock)
        {
            if (_partial is { IsComplete: false } partial && partial.Courier == from && !partial.TryAppend(part.Body))
            {
                return false;
            }
        }

        EndIfComplete();
        return true;
    }

    /// <summary>Whether this life of the courier was asked if the call had reached it.</summary>
    internal bool IsSettledWith(PeerLink current)
    {
        lock (_lock)
        {
            return _settledWith == current;
        }
    }

    /// <summary>Notes that this life of the courier is asked if the call had reached it; undone with null if that could not be sent.</summary>
    internal void SettleWith(PeerLink? current)
    {
        lock (_lock)
        {
            _settledWith = current;
        }
    }

    /// <summary>Whether the signer was asked for the outcome since this courier is there.</summary>
    internal bool IsAskedFor(PeerLink current)
    {
        lock (_lock)
        {
            return _askedFor == current;
        }
    }

    /// <summary>Notes that the signer was asked for the outcome, with this courier to find it.</summary>
    internal void AskFor(PeerLink current)
    {
        lock (_lock)
        {
            _askedFor = current;
        }
    }

    // Without the lock: whoever waits for the outcome goes on in this thread.
    private void EndIfComplete()
    {
        if (_partial is { IsComplete: true } partial)
        {
            End(partial.ToOutcome());
        }
    }
}
