using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Countersign.Core.Budgets;
using Countersign.Core.Catalogue;
using Countersign.Core.Frames;
using Countersign.Core.Journal.Entries;
using Countersign.Core.Policies;
using Countersign.Core.Refusals;
using Countersign.Core.Requests;
using Countersign.Signer.Custody;
using Countersign.Signer.Links;
using Countersign.Signer.Loaded;
using Countersign.Signer.Market;

namespace Countersign.Signer.Enforcement;

/// <summary>
/// The one way to a signature for a bot: understand, prove, judge, charge and record, and only then sign and hand over. Each step may refuse;
/// what is refused was not signed, and what was signed went to the courier and to nobody else.
/// </summary>
internal sealed class Enforcer(
    TimeProvider time, Registry registry, SigningClock clock, FactTable facts, CourierLink courier, SignedOrders orders, ReplayGuard replays,
    Recorder recorder, RefusalRecorder refusals, SigningDesk desk, Lanes lanes, int receiveWindow)
{
    /// <summary>Set while the signer is locked.</summary>
    public bool IsLocked { get; set; } = true;

    /// <summary>Judges a request, and either has it signed and handed over to the courier, or tells the gateway why not.</summary>
    public void SignIfAllowed(BotCall call, GatewayLink gateway)
    {
        if (TrySign(call, gateway) is { } refusal)
        {
            refusals.Record(registry.FindBot(call.ApiKey), call, refusal);
            gateway.Refuse(call.Id, refusal);
        }
    }

    private Refusal? TrySign(BotCall call, GatewayLink gateway)
    {
        if (IsLocked)
        {
            return new Refusal(RefusalKind.SignerLocked, "the signer is locked: countersign unlock");
        }

        // No bot signed this header, and it goes on to the exchange.
        if (!IsTimeUnit(call.TimeUnit))
        {
            return new Refusal(RefusalKind.IllegalCharacters, "the header X-MBX-TIME-UNIT is MILLISECOND or MICROSECOND");
        }

        // Market data that the exchange gives to whoever names a key: nothing is signed, and nothing but the key's id goes with it.
        if (HttpVerbs.TryParse(call.Method, out var verb)
            && EndpointCatalogue.Find(verb, call.Path) is { Access: Access.KeyOnly })
        {
            return PassWithKeyId(call, verb);
        }

        // 1. What: the bytes become a model, or nothing at all.
        var request = gateway.Request;
        if (!TryUnderstand(call, request, out var refusal))
        {
            return refusal;
        }

        // 2. Who: the bot's own signature, its time, and that it asks once.
        if (registry.FindBot(call.ApiKey) is not { } bot)
        {
            return UnknownBot();
        }

        if (Prove(bot, request, out var mac) is { } unproven)
        {
            return unproven;
        }

        if (JudgeTime(request) is { } badTime)
        {
            return badTime;
        }

        if (JudgeReplay(request, mac, out var first) is { } replayed)
        {
            return replayed;
        }

        if (first != 0)
        {
            return Repeat(call.Id, first);
        }

        // 3. May it: the policy sealed with the bot.
        var market = facts.Find(request.Find(KnownParameter.Symbol));
        if (!PolicyJudge.TryAllow(bot.Policy, request, market, facts.Now, out var decision, out refusal))
        {
            return refusal;
        }

        if (registry.FindKey(bot.Label.Owner, bot.Label.ExchangeKey!.Value) is not { IsActive: true } key)
        {
            return NotActive(bot);
        }

        if (clock.TryRead(out var now) is { } noClock)
        {
            return noClock;
        }

        // 4. Charge and record it; what is recorded is signed and handed over, at once or in its lane.
        return ChargeAndSign(call, gateway, request, bot, key, mac, new Judged(decision, market), now);
    }

    private Refusal? PassWithKeyId(BotCall call, HttpVerb verb)
    {
        if (!PublicRequest.TryRead(verb, call.Path, call.Query.ToArray(), call.Body.Length, out var request, out var refusal))
        {
            return refusal;
        }

        if (registry.FindBot(call.ApiKey) is not { } bot)
        {
            return UnknownBot();
        }

        if (registry.FindKey(bot.Label.Owner, bot.Label.ExchangeKey!.Value) is not { IsActive: true } key)
        {
            return NotActive(bot);
        }

        var recorded = recorder.TryRecord(bot.Owner.Span, new Passed
        {
            Bot = bot.Name.Span,
            Key = key.Name.Span,
            Source = call.Source,
            Endpoint = request.Endpoint.JournalName.Span,
            Parameters = request.Query.Span,
        }, out var index);
        if (recorded is not null)
        {
            return recorded;
        }

        var taken = courier.TrySend(new SignedCall
        {
            Id = call.Id,
            Sequence = index,
            Key = key.Number,
            Endpoint = request.Endpoint.Index,
            ApiKey = key.ApiKey.Span,
            Query = request.Query.Span,
            TimeUnit = call.TimeUnit,
            ReceiveWindow = (uint)receiveWindow,
            AsksOutcome = false,
        });
        return taken ? null : SigningDesk.NoCourier();
    }

    private static bool TryUnderstand(BotCall call, BotRequest request, [NotNullWhen(false)] out Refusal? refusal)
    {
        if (!HttpVerbs.TryParse(call.Method, out var method))
        {
            refusal = new Refusal(RefusalKind.UnknownEndpoint, $"method {Quoted.From(call.Method)} is not one the exchange has");
            return false;
        }

        return request.TryRead(method, call.Path, call.Query, call.Body, out refusal);
    }

    private static bool IsTimeUnit(ReadOnlySpan<byte> text) =>
        text.IsEmpty || Ascii.EqualsIgnoreCase(text, "MILLISECOND"u8) || Ascii.EqualsIgnoreCase(text, "MICROSECOND"u8);

    private static Refusal? Prove(LoadedBot bot, BotRequest request, out MacKey key)
    {
        key = default;
        Span<byte> mac = stackalloc byte[BotMac.Length];
        var signed = request.SignedBytes;
        try
        {
            if (!bot.Mac.Verify(request.Signature, mac, signed.First, signed.Second))
            {
                return new Refusal(RefusalKind.BadSignature, $"the signature is not that of bot {bot.Label.Name}: check the secret in its settings");
            }

            key = MacKey.Of(bot.Number, mac);
            return null;
        }
        catch (ObjectDisposedException)
        {
            // Revoked or replaced since it was found.
            return UnknownBot();
        }
        finally
        {
            CryptographicOperations.ZeroMemory(mac);
        }
    }

    private Refusal? JudgeTime(BotRequest request) =>
        TimeWindow.Judge(request, time.GetUtcNow())
        ?? (request.TimestampMicroseconds >= replays.Floor ? null : new Refusal(RefusalKind.TimestampBeforeStart,
            "the request is stamped before the signer started, or the clock went back: send it again with a new timestamp"));

    private Refusal? JudgeReplay(BotRequest request, MacKey mac, out ulong first)
    {
        first = 0;
        switch (replays.Check(mac, request.Endpoint, request.TimestampMicroseconds, out var sequence))
        {
            case Replay.Fresh:
                return null;
            case Replay.SameCancel:
                first = sequence;
                return null;
            case Replay.Repeated:
                return new Refusal(RefusalKind.Replayed, $"this very request to {request.Endpoint} was signed before; a request is signed once");
            case Replay.Redirected:
                return new Refusal(RefusalKind.Replayed, $"this signature was made for another call than {request.Endpoint}");
            default:
                return new Refusal(RefusalKind.RateStop, $"more than {ReplayGuard.MaxPerBot} requests of this bot in a minute") { RetryAfterSeconds = 60 };
        }
    }

    private Refusal? Repeat(ulong id, ulong sequence) =>
        courier.TrySend(new RepeatCall { Id = id, Sequence = sequence }) ? null : SigningDesk.NoCourier();

    private Refusal? ChargeAndSign(
        BotCall call, GatewayLink gateway, BotRequest request, LoadedBot bot, LoadedKey key, MacKey mac, in Judged judged, long now)
    {
        if (request.Endpoint.Effect != Effect.Read && !replays.TryClaim(mac))
        {
            return new Refusal(RefusalKind.Replayed, $"this very request to {request.Endpoint} is being signed; a request is signed once");
        }

        Span<byte> clientOrderId = stackalloc byte[ClientOrderId.Length];
        if (CanonicalRequest.NeedsClientOrderId(request))
        {
            ClientOrderId.Write(clientOrderId);
        }

        var work = desk.Rent();
        work.Set(call, gateway, key, request.Endpoint, mac);
        work.PayloadLength = CanonicalRequest.Write(request, new Stamp(now, receiveWindow, clientOrderId), work.Query);
        var payload = work.Query[..work.PayloadLength];
        var name = OrderName.Of(request, judged.Decision.Symbol, clientOrderId);
        if (Record(call, bot, key, judged, request.Endpoint, payload, name, out var index, out var waits) is { } refusal)
        {
            replays.Release(mac);
            desk.Return(work);
            return refusal;
        }

        Probe.At("journaled");
        replays.Recorded(mac, index);
        work.Index = index;
        work.AsksOutcome = !name.IsNone && request.Endpoint != SpotEndpoints.TestOrder && orders.TryAdd(
            new OrderBeingSigned
            {
                Id = call.Id, Gateway = gateway.Generation, Key = key, Endpoint = request.Endpoint, Payload = payload, StampedAt = now, Name = name,
            },
            index);
        lanes.Take(work, waits);
        return null;
    }

    private Refusal? Record(
        BotCall call, LoadedBot bot, LoadedKey key, in Judged judged, Endpoint endpoint, ReadOnlySpan<byte> payload, OrderName name,
        out ulong index, out bool waits)
    {
        var charge = judged.Decision.Charge;
        var market = charge.IsNone ? null : judged.Market;
        var known = charge.IsNone || name.IsNone ? default : new ClientOrderName(key.Label.Identity, name.Symbol, name.Value);
        Span<byte> asset = stackalloc byte[Recorder.MaxAsset];
        return recorder.TryCharge(bot.Label.Identity, key.Label.Identity, bot.Owner.Span, charge, known, new Signed
        {
            Bot = bot.Name.Span,
            Key = key.Name.Span,
            Source = call.Source,
            Endpoint = endpoint.JournalName.Span,
            Parameters = payload,
            PolicyVersion = bot.Label.Version,
            PolicyHash = bot.PolicyHash.Span,
            Bid = market?.Bid ?? 0,
            Ask = market?.Ask ?? 0,
            Average = market?.Average ?? 0,
            FactsAge = market is null ? 0 : AgeOf(market),
            Asset = charge.IsNone ? default : asset[..Encoding.ASCII.GetBytes(charge.Asset, asset)],
            Orders = charge.Orders,
            Notional = charge.Notional,
            Loss = charge.Loss,
        }, out index, out waits);
    }

    private uint AgeOf(MarketFacts market)
    {
        var older = market.BookTakenAt < market.AverageTakenAt ? market.BookTakenAt : market.AverageTakenAt;
        return (uint)Math.Clamp((facts.Now - older).TotalMilliseconds, 0, uint.MaxValue);
    }

    private static Refusal UnknownBot() => new(RefusalKind.UnknownBot, "no bot has this API key: countersign bot list");

    private static Refusal NotActive(LoadedBot bot) => new(RefusalKind.KeyNotActive,
        $"key {bot.Label.ExchangeKey} is not active: countersign key activate {bot.Label.ExchangeKey}");
}
