using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Countersign.Core.Catalogue;

namespace Countersign.Signer.Enforcement;

/// <summary>
/// Remembers each verified request for as long as its timestamp could be good: a write is signed once, and no request turns into
/// another endpoint, because the exchange's signature scheme names none. It keys on MAC bytes that the signer computed: another spelling of
/// the signature is the same request. What it forgot is older than <see cref="Floor"/>, whatever the clock does.
/// </summary>
internal sealed class ReplayGuard(TimeProvider time, long startMicroseconds)
{
    /// <summary>Requests of one bot that are remembered at a time; beyond, the bot is refused.</summary>
    internal const int MaxPerBot = 60_000;

    /// <summary>How far ahead of the clock a timestamp may be, rounded up: the exchange's rule says less than this.</summary>
    internal static readonly TimeSpan MaxAhead = TimeSpan.FromSeconds(1);

    // Being signed: no other thread may, and there is no number yet.
    private const ulong Claimed = ulong.MaxValue;

    // The longest receive window is a minute, and a timestamp may be a second ahead.
    private static readonly TimeSpan _keep = TimeSpan.FromSeconds(62);

    // However many are due after a pause, a request waits for no more than so many; it adds one, so that all are forgotten in time.
    private const int ForgottenAtATime = 64;

    private readonly Lock _lock = new();
    private readonly SeenRequests _seen = new();
    private readonly Dictionary<uint, int> _perBot = [];

    /// <summary>
    /// Requests stamped before this are refused: whether they were seen is not known. An earlier life of the signer may have signed what was
    /// stamped ahead of its clock. Microseconds since 1970.
    /// </summary>
    public long Floor { get; private set; } = startMicroseconds + (MaxAhead.Ticks / TimeSpan.TicksPerMicrosecond);

    /// <summary>Looks a request up and remembers it. <paramref name="first"/> is the sequence under which a repeated cancel was signed.</summary>
    public Replay Check(MacKey key, Endpoint endpoint, long timestampMicroseconds, out ulong first)
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            Forget(now, ForgottenAtATime);
            first = 0;
            ref var seen = ref _seen.Find(key);
            if (!Unsafe.IsNullRef(ref seen))
            {
                first = seen.Sequence;
                return Judge(seen, endpoint);
            }

            if (_perBot.GetValueOrDefault(key.Bot) >= MaxPerBot)
            {
                Forget(now, int.MaxValue);
            }

            ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_perBot, key.Bot, out _);
            if (count >= MaxPerBot)
            {
                return Replay.TooMany;
            }

            count++;
            _seen.Add(new SeenRequest { Key = key, Endpoint = endpoint.Index, Arrived = now, Timestamp = timestampMicroseconds });
            return Replay.Fresh;
        }
    }

    /// <summary>Claims the right to sign a write; false if another thread was faster.</summary>
    public bool TryClaim(MacKey key)
    {
        lock (_lock)
        {
            ref var seen = ref _seen.Find(key);
            if (Unsafe.IsNullRef(ref seen) || seen.Sequence != 0)
            {
                return false;
            }

            seen.Sequence = Claimed;
            return true;
        }
    }

    /// <summary>Under which number a claimed request is signed.</summary>
    public void Recorded(MacKey key, ulong sequence) => Set(key, sequence);

    /// <summary>Takes the claim back, for a request that was certainly not handed over.</summary>
    public void Release(MacKey key) => Set(key, sequence: 0);

    private void Set(MacKey key, ulong sequence)
    {
        lock (_lock)
        {
            ref var seen = ref _seen.Find(key);
            if (!Unsafe.IsNullRef(ref seen))
            {
                seen.Sequence = sequence;
            }
        }
    }

    private static Replay Judge(in SeenRequest seen, Endpoint endpoint)
    {
        if (seen.Endpoint != endpoint.Index)
        {
            return IsRead(EndpointCatalogue.All[seen.Endpoint]) && IsRead(endpoint) ? Replay.Fresh : Replay.Redirected;
        }

        if (IsRead(endpoint) || seen.Sequence == 0)
        {
            return Replay.Fresh;
        }

        return endpoint.Effect == Effect.Cancel && seen.Sequence != Claimed ? Replay.SameCancel : Replay.Repeated;
    }

    private static bool IsRead(Endpoint endpoint) => endpoint.Effect is Effect.Read or Effect.MarketData;

    private void Forget(long now, int atMost)
    {
        for (var i = 0; i < atMost && !_seen.IsEmpty && time.GetElapsedTime(_seen.Oldest.Arrived, now) > _keep; i++)
        {
            ref readonly var oldest = ref _seen.Oldest;
            Floor = Math.Max(Floor, oldest.Timestamp + 1);
            ref var count = ref CollectionsMarshal.GetValueRefOrNullRef(_perBot, oldest.Key.Bot);
            if (--count == 0)
            {
                _perBot.Remove(oldest.Key.Bot);
            }

            _seen.RemoveOldest();
        }
    }
}
