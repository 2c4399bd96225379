using Countersign.Core.Frames;
using Countersign.Core.Refusals;
using Countersign.Gateway.Calls;

namespace Countersign.Gateway.Links;

/// <summary>
/// Finds out what became of the calls whose signer or courier ended. It looks at the present state of things each time something
/// changes, so that no order of events can make it miss one:
/// <code>
/// signer ended                    the courier is asked whether the call reached it (Settle)
/// courier ended, signer there     with the next courier the signer is asked to find the outcome (OutcomeAsk)
/// courier ended, public data      refused
/// nobody answers                  the call's deadline, kept by whoever waits for it
/// </code>
/// </summary>
internal sealed class Recovery(PendingCalls calls, Peers peers, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan _untilRoom = TimeSpan.FromMilliseconds(20);

    private readonly SemaphoreSlim _changes = new(0);
    private readonly CancellationTokenSource _stopped = new();
    private Task _work = Task.CompletedTask;

    internal void Start()
    {
        peers.Changed = Look;
        _work = Task.Run(RunAsync);
    }

    internal async Task StopAsync()
    {
        peers.Changed = () => { };
        await _stopped.CancelAsync();
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>For a call just handed over: a peer may have ended when the call was not yet there to be looked at.</summary>
    internal void LookIfEnded(PendingCall call)
    {
        if (call.Courier.HasEnded || call.Signer is { HasEnded: true })
        {
            Look();
        }
    }

    public void Dispose()
    {
        _stopped.Dispose();
        _changes.Dispose();
    }

    private void Look() => _changes.Release();

    private async Task RunAsync()
    {
        while (true)
        {
            await _changes.WaitAsync(_stopped.Token);
            while (!TryRecoverAll())
            {
                await Task.Delay(_untilRoom, time, _stopped.Token);
            }
        }
    }

    // False if a peer had no room.
    private bool TryRecoverAll()
    {
        foreach (var call in calls.All)
        {
            if (!call.Outcome.IsCompleted && Recover(call) == Delivery.NoRoom)
            {
                return false;
            }
        }

        return true;
    }

    private Delivery Recover(PendingCall call)
    {
        if (call.Signer is not { } signer)
        {
            if (call.Courier.HasEnded)
            {
                call.End(CallOutcome.Refuse(RefusalKind.CourierGone, "the courier ended before it had an answer; it starts again by itself"));
            }

            return Delivery.Sent;
        }

        if (peers.Courier is not { } courier)
        {
            return Delivery.Sent;
        }

        return signer.HasEnded ? Settle(call, signer, courier) : AskIfCourierChanged(call, signer, courier);
    }

    private static Delivery Settle(PendingCall call, PeerLink signer, PeerLink courier)
    {
        if (call.IsSettledWith(courier))
        {
            return Delivery.Sent;
        }

        // Noted first, because the answer may come before the send returns.
        call.SettleWith(courier);
        var delivery = courier.TrySend(new Settle { Id = call.Id, Generation = signer.Generation });
        if (delivery != Delivery.Sent)
        {
            call.SettleWith(null);
        }

        return delivery;
    }

    private static Delivery AskIfCourierChanged(PendingCall call, PeerLink signer, PeerLink courier)
    {
        if (!call.Courier.HasEnded || call.IsAskedFor(courier))
        {
            return Delivery.Sent;
        }

        var delivery = signer.TrySend(new OutcomeAsk { Id = call.Id });
        if (delivery == Delivery.Sent)
        {
            call.AskFor(courier);
        }

        return delivery;
    }
}
