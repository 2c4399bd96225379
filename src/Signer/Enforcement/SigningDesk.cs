using System.Collections.Concurrent;
using System.Security.Cryptography;
using Countersign.Core.Frames;
using Countersign.Core.Refusals;
using Countersign.Signer.Custody.Tokens;
using Countersign.Signer.Links;

namespace Countersign.Signer.Enforcement;

/// <summary>
/// The second half of a request's way, on whichever thread its lane has: sign what was judged and recorded, and hand it over to the courier and to
/// nobody else. What certainly did not get there is recorded as not sent, and its bot may ask again.
/// </summary>
internal sealed class SigningDesk(CourierLink courier, ReplayGuard replays, SignedOrders orders, Recorder recorder, int receiveWindow)
{
    private readonly ConcurrentBag<BotWork> _free = [];

    /// <summary>Work that nobody uses. It comes back by itself when it was signed or turned away, or with <see cref="Return"/>.</summary>
    public BotWork Rent() => _free.TryTake(out var work) ? work : new BotWork(this);

    /// <summary>Takes back work that never was in a lane.</summary>
    public void Return(BotWork work) => _free.Add(work);

    public void SignAndHandOver(BotWork work)
    {
        int length;
        try
        {
            length = SignatureWriter.Append(work.Query, work.PayloadLength, work.Key!.Signing);
        }
        catch (ObjectDisposedException)
        {
            TurnAway(work, new Refusal(RefusalKind.KeyNotActive, "the exchange key was revoked or replaced while the request was judged; nothing was sent"));
            return;
        }
        catch (KeyUnreachableException lost)
        {
            TurnAway(work, new Refusal(RefusalKind.KeyUnreachable, $"{lost.Message}; nothing was sent"));
            return;
        }

        Probe.At("signed");
        var taken = courier.TrySend(new SignedCall
        {
            Id = work.Id,
            Sequence = work.Index,
            Key = work.Key.Number,
            Endpoint = work.Endpoint!.Index,
            ApiKey = work.Key.ApiKey.Span,
            Query = work.Query[..length],
            TimeUnit = work.TimeUnit,
            ReceiveWindow = (uint)receiveWindow,
            AsksOutcome = work.AsksOutcome,
        });
        CryptographicOperations.ZeroMemory(work.Query[work.PayloadLength..length]);
        if (taken)
        {
            Probe.At("handed-over");
            Return(work);
        }
        else
        {
            TurnAway(work, NoCourier());
        }
    }

    /// <summary>It certainly did not reach the courier.</summary>
    public void TurnAway(BotWork work, Refusal refusal)
    {
        recorder.End(work.Index, "NOT_SENT"u8, executed: 0);
        replays.Release(work.Mac);
        if (work.AsksOutcome)
        {
            orders.Remove(work.Index);
        }

        work.Gateway!.Refuse(work.Id, refusal);
        Return(work);
    }

    public static Refusal NoCourier() =>
        new(RefusalKind.CourierGone, "the process that talks to the exchange is not there; nothing was sent: try again in a moment");
}
