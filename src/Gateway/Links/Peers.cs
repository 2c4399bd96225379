using System.Text;
using Countersign.Channels;
using Countersign.Core.Frames;
using Countersign.Core.Refusals;
using Countersign.Gateway.Calls;

namespace Countersign.Gateway.Links;

/// <summary>
/// Signer and courier as they are now, and the readers that bring their frames to the calls under way. A frame that no honest peer
/// sends ends its channel; one for a call that is no longer there is dropped.
/// </summary>
internal sealed partial class Peers(PendingCalls calls, TimeProvider time, ILogger<Peers> log)
{
    // A peer that ended is started again and linked within seconds.
    private static readonly TimeSpan _untilAbandoned = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _abandoned = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile PeerLink? _signer;
    private volatile PeerLink? _courier;

    /// <summary>Called on any thread when a peer came or went; must not wait.</summary>
    internal Action Changed { get; set; } = () => { };

    /// <summary>
    /// Completes when a channel has ended and no new one came: it broke between two processes that live, and only a new life of this one
    /// is joined to all again.
    /// </summary>
    internal Task Abandoned => _abandoned.Task;

    internal PeerLink? Signer => _signer;

    internal PeerLink? Courier => _courier;

    /// <summary>Takes over a channel from the supervisor; it replaces an older one to the same peer.</summary>
    internal void Link(Peer peer, uint generation, Channel channel)
    {
        if (peer is not (Peer.Signer or Peer.Courier))
        {
            channel.Dispose();
            return;
        }

        var link = new PeerLink(channel, generation);
        PeerLink? older;
        lock (_lock)
        {
            older = peer == Peer.Signer ? _signer : _courier;
            Set(peer, link);
        }

        older?.Close();
        PacketHandler handler = peer == Peer.Signer
            ? (packet, _) => CloseUnless(HandleFromSigner(link, packet), peer, link)
            : (packet, _) => CloseUnless(HandleFromCourier(link, packet), peer, link);
        link.StartReading($"from {peer}", handler, () => End(peer, link));
        Changed();
    }

    private void CloseUnless(bool honest, Peer peer, PeerLink link)
    {
        if (!honest)
        {
            LogDishonest(peer);
            link.Close();
        }
    }

    private void Set(Peer peer, PeerLink? link)
    {
        if (peer == Peer.Signer)
        {
            _signer = link;
        }
        else
        {
            _courier = link;
        }
    }

    private void End(Peer peer, PeerLink link)
    {
        lock (_lock)
        {
            if ((peer == Peer.Signer ? _signer : _courier) == link)
            {
                Set(peer, null);
                _ = AwaitNext(peer);
            }
        }

        Changed();
    }

    private async Task AwaitNext(Peer peer)
    {
        await Task.Delay(_untilAbandoned, time);
        lock (_lock)
        {
            if ((peer == Peer.Signer ? _signer : _courier) is not null)
            {
                return;
            }
        }

        LogAbandoned(peer);
        _abandoned.TrySetResult();
    }

    private bool HandleFromSigner(PeerLink signer, ReadOnlySpan<byte> packet)
    {
        if (!Frame.TryRead<Refused>(packet, out var refused) || !TryReadRefusal(in refused, out var refusal))
        {
            return false;
        }

        // A signer speaks for the calls that were given to it, no others.
        if (calls.Find(refused.Id) is { } call && call.Signer == signer)
        {
            call.End(new CallOutcome.Refused(refusal));
        }

        return true;
    }

    private bool HandleFromCourier(PeerLink courier, ReadOnlySpan<byte> packet)
    {
        switch (Frame.TypeOf(packet))
        {
            case FrameType.Answer:
                return Frame.TryRead<Answer>(packet, out var answer)
                    && (calls.Find(answer.Id) is not { } answered || answered.TryTake(courier, in answer));
            case FrameType.AnswerPart:
                return Frame.TryRead<AnswerPart>(packet, out var part)
                    && (calls.Find(part.Id) is not { } continued || continued.TryTake(courier, in part));
            case FrameType.NotReceived:
                if (!Frame.TryRead<NotReceived>(packet, out var notReceived))
                {
                    return false;
                }

                EndAsNotReceived(courier, calls.Find(notReceived.Id));
                return true;
            case FrameType.Refused:
                if (!Frame.TryRead<Refused>(packet, out var refused) || !TryReadRefusal(in refused, out var refusal))
                {
                    return false;
                }

                calls.Find(refused.Id)?.End(new CallOutcome.Refused(refusal));
                return true;
            default:
                return false;
        }
    }

    private static void EndAsNotReceived(PeerLink courier, PendingCall? call)
    {
        if (call is null || !call.IsSettledWith(courier))
        {
            return;
        }

        // Only the courier that was there all the time can say that the call was never sent: an earlier life may have sent it.
        call.End(call.Courier == courier
            ? CallOutcome.Refuse(RefusalKind.SignerGone, "the signer ended before it handed the call over; nothing was sent to the exchange")
            : CallOutcome.Refuse(RefusalKind.OutcomeUnknown, "signer and courier ended with the call in their hands"));
    }

    private static bool TryReadRefusal(scoped in Refused refused, out Refusal refusal)
    {
        if (RefusalTable.Find(Encoding.UTF8.GetString(refused.Code)) is not { } row)
        {
            refusal = null!;
            return false;
        }

        refusal = new Refusal(row.Kind, Encoding.UTF8.GetString(refused.Sentence))
        {
            RetryAfterSeconds = refused.RetryAfter is > 0 and <= int.MaxValue ? (int)refused.RetryAfter : null,
        };
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "the {Peer} sent a frame that is not of the protocol; its channel is closed, restart it")]
    private partial void LogDishonest(Peer peer);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the channel to the {Peer} has ended and no other came; the gateway starts again to be joined anew")]
    private partial void LogAbandoned(Peer peer);
}
