using Countersign.Core.Catalogue;
using Countersign.Core.Frames;
using Countersign.Core.Names;
using Countersign.Core.Refusals;
using Countersign.Signer.Links;
using Countersign.Signer.Loaded;

namespace Countersign.Signer.Enforcement;

/// <summary>A bot's request from when it was judged to when it is handed over. Used again for another one after that.</summary>
internal sealed class BotWork(SigningDesk desk) : Work
{
    // What the gateway may give as a time unit: MICROSECOND is the longer of two.
    private const int MaxTimeUnit = 16;

    private readonly byte[] _query = GC.AllocateUninitializedArray<byte>(SignatureWriter.MaxQuery, pinned: true);
    private readonly byte[] _timeUnit = new byte[MaxTimeUnit];
    private int _timeUnitLength;

    public override OwnerId Owner => Key!.Owner;

    public override bool IsSlow => Key!.Signing.IsSlow;

    /// <summary>The gateway's id of the call.</summary>
    public ulong Id { get; private set; }

    public GatewayLink? Gateway { get; private set; }

    public LoadedKey? Key { get; private set; }

    public Endpoint? Endpoint { get; private set; }

    public MacKey Mac { get; private set; }

    public ReadOnlySpan<byte> TimeUnit => _timeUnit.AsSpan(0, _timeUnitLength);

    /// <summary>Room for the canonical query and its signature.</summary>
    public Span<byte> Query => _query;

    /// <summary>Bytes of it that are to be signed.</summary>
    public int PayloadLength { get; set; }

    /// <summary>Its entry in the journal.</summary>
    public ulong Index { get; set; }

    /// <summary>Its outcome can be asked after.</summary>
    public bool AsksOutcome { get; set; }

    /// <summary>Takes what the call says; the rest is set as it is judged.</summary>
    public void Set(in BotCall call, GatewayLink gateway, LoadedKey key, Endpoint endpoint, MacKey mac)
    {
        (Id, Gateway, Key, Endpoint, Mac) = (call.Id, gateway, key, endpoint, mac);
        call.TimeUnit.CopyTo(_timeUnit);
        _timeUnitLength = call.TimeUnit.Length;
    }

    public override void Run() => desk.SignAndHandOver(this);

    public override void TurnAway() => desk.TurnAway(this, new Refusal(RefusalKind.Busy, "more is waiting to be signed than can be in time; nothing was sent"));
}
