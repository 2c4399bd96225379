using System.Text;
using Countersign.Core.Catalogue;
using Countersign.Core.Frames;
using Countersign.Core.Refusals;
using Countersign.Core.Requests;
using Countersign.Gateway.Door;
using Countersign.Gateway.Links;

namespace Countersign.Gateway.Calls;

/// <summary>
/// Hands calls over to signer or courier and waits for what they end with. A call that was not handed over was not sent, and is
/// refused as such; one that was handed over ends with its outcome, or at the deadline with "unknown".
/// </summary>
internal sealed class CallDesk(PendingCalls calls, Peers peers, Recovery recovery, TimeProvider time)
{
    /// <summary>From arrival to "unknown": longer than the exchange's own limit and the question after an order's outcome together.</summary>
    internal static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan _untilRoom = TimeSpan.FromMilliseconds(20);
    private const int MaxAttempts = 50;

    private static readonly CallOutcome _signerGone =
        CallOutcome.Refuse(RefusalKind.SignerGone, "the signer is not running; start it and unlock it with the passphrase");

    private static readonly CallOutcome _courierGone =
        CallOutcome.Refuse(RefusalKind.CourierGone, "the courier is not running; it starts again by itself");

    private static readonly CallOutcome _busy =
        CallOutcome.Refuse(RefusalKind.Busy, "the process that should take the call is behind with its work; nothing was sent to the exchange");

    /// <summary>A call to a signed endpoint, as the bot sent it.</summary>
    internal async Task<CallOutcome> AskSignerAsync(HttpVerb method, BotRequestBytes request, CancellationToken hungUp)
    {
        if (peers.Signer is not { } signer)
        {
            return _signerGone;
        }

        return peers.Courier is { } courier
            ? await RunAsync(calls.Enter(signer, courier), call => Send(signer, call.Id, method, request), _signerGone, hungUp)
            : _courierGone;
    }

    /// <summary>A call for public data, without credentials.</summary>
    internal async Task<CallOutcome> AskCourierAsync(PublicRequest publicCall, BotRequestBytes request, CancellationToken hungUp) =>
        peers.Courier is { } courier
            ? await RunAsync(calls.Enter(signer: null, courier), call => Send(courier, call.Id, publicCall, request), _courierGone, hungUp)
            : _courierGone;

    private async Task<CallOutcome> RunAsync(PendingCall call, Func<PendingCall, Delivery> send, CallOutcome ifPeerEnded, CancellationToken hungUp)
    {
        try
        {
            switch (await SendWhenRoomAsync(call, send, hungUp))
            {
                case Delivery.PeerEnded:
                    return ifPeerEnded;
                case Delivery.NoRoom:
                    return _busy;
                default:
                    recovery.LookIfEnded(call);
                    return await call.Outcome.WaitAsync(Deadline, time, hungUp);
            }
        }
        catch (TimeoutException)
        {
            return CallOutcome.Refuse(RefusalKind.OutcomeUnknown, "nobody answered before the deadline");
        }
        finally
        {
            calls.Remove(call);
        }
    }

    private async Task<Delivery> SendWhenRoomAsync(PendingCall call, Func<PendingCall, Delivery> send, CancellationToken hungUp)
    {
        for (var attempt = 1; ; attempt++)
        {
            var delivery = send(call);
            if (delivery != Delivery.NoRoom || attempt == MaxAttempts)
            {
                return delivery;
            }

            await Task.Delay(_untilRoom, time, hungUp);
        }
    }

    private static Delivery Send(PeerLink signer, ulong id, HttpVerb method, BotRequestBytes request) =>
        signer.TrySend(new BotCall
        {
            Id = id,
            Method = Encoding.ASCII.GetBytes(method.ToWire()),
            Path = request.Target.Path.Span,
            Query = request.Target.Query.Span,
            Body = request.Body.Span,
            ApiKey = request.ApiKey.Span,
            TimeUnit = request.TimeUnit.Span,
            Source = Encoding.ASCII.GetBytes(request.Address.ToString()),
        });

    private static Delivery Send(PeerLink courier, ulong id, PublicRequest call, BotRequestBytes request) =>
        courier.TrySend(new PublicCall
        {
            Id = id,
            Endpoint = call.Endpoint.Index,
            Query = call.Query.Span,
            AcceptEncoding = request.AcceptEncoding.Span,
            TimeUnit = request.TimeUnit.Span,
        });
}
