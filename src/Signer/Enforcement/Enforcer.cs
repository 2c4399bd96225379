using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Countersign.Core.Catalogue;
using Countersign.Core.Frames;
using Countersign.Core.Names;
using Countersign.Core.Policies;
using Countersign.Core.Refusals;
using Countersign.Core.Requests;
using Countersign.Signer.Custody;
using Countersign.Signer.Custody.Tokens;
using Countersign.Signer.Links;
using Countersign.Signer.Loaded;
using Countersign.Signer.Market;

namespace Countersign.Signer.Enforcement;

/// <summary>
/// The one way to a signature for a bot: understand, prove, judge, stamp, sign, hand over. Each step may refuse; what is
/// refused was not signed, and what was signed went to the courier and to nobody else.
/// </summary>
internal sealed class Enforcer(
    TimeProvider time, Registry registry, SigningClock clock, FactTable facts, CourierLink courier, SignedOrders orders, ReplayGuard replays,
    int receiveWindow)
{
    private ulong _sequence;

    /// <summary>Set while the signer is locked.</summary>
    public bool IsLocked { get; set; } = true;

    /// <summary>Judges a request and either hands it over to the courier, signed, or tells the gateway why not.</summary>
    public void SignIfAllowed(BotCall call, GatewayLink gateway)
    {
        if (TrySign(call, gateway) is { } refusal)
        {
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
        if (!PolicyJudge.TryAllow(bot.Policy, request, facts.Find(request.Find(KnownParameter.Symbol)), facts.Now, out _, out refusal))
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

        // 4. Sign what was judged, and hand it over.
        return SignAndHandOver(call, gateway, request, key, mac, now);
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

        var taken = courier.TrySend(new SignedCall
        {
            Id = call.Id,
            Sequence = Interlocked.Increment(ref _sequence),
            Key = key.Number,
            Endpoint = request.Endpoint.Index,
            ApiKey = key.ApiKey.Span,
            Query = request.Query.Span,
            TimeUnit = call.TimeUnit,
            ReceiveWindow = (uint)receiveWindow,
            AsksOutcome = false,
        });
        return taken ? null : NoCourier();
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
        courier.TrySend(new RepeatCall { Id = id, Sequence = sequence }) ? null : NoCourier();

    private Refusal? SignAndHandOver(BotCall call, GatewayLink gateway, BotRequest request, LoadedKey key, MacKey mac, long now)
    {
        var sequence = Interlocked.Increment(ref _sequence);
        if (request.Endpoint.Effect != Effect.Read && !replays.TryClaim(mac, sequence))
        {
            return new Refusal(RefusalKind.Replayed, $"this very request to {request.Endpoint} is being signed; a request is signed once");
        }

        Span<byte> clientOrderId = stackalloc byte[ClientOrderId.Length];
        if (CanonicalRequest.NeedsClientOrderId(request))
        {
            ClientOrderId.Write(clientOrderId);
        }

        Span<byte> query = stackalloc byte[SignatureWriter.MaxQuery];
        var payload = CanonicalRequest.Write(request, new Stamp(now, receiveWindow, clientOrderId), query);
        var order = OrderToAskAfter(call.Id, gateway, sequence, key, request, query[..payload], clientOrderId, now);
        if (order is not null && !orders.TryAdd(order))
        {
            order = null;
        }

        if (HandOver(call, sequence, key, request.Endpoint, query, payload, asksOutcome: order is not null) is not { } refusal)
        {
            return null;
        }

        // It certainly did not reach the courier, so the bot may send the same again.
        replays.Release(mac);
        if (order is not null)
        {
            orders.Remove(order);
        }

        return refusal;
    }

    private Refusal? HandOver(BotCall call, ulong sequence, LoadedKey key, Endpoint endpoint, Span<byte> query, int payload, bool asksOutcome)
    {
        int length;
        try
        {
            length = SignatureWriter.Append(query, payload, key.Signing);
        }
        catch (ObjectDisposedException)
        {
            return new Refusal(RefusalKind.KeyNotActive, "the exchange key was revoked or replaced while the request was judged; nothing was sent");
        }
        catch (KeyUnreachableException lost)
        {
            return new Refusal(RefusalKind.KeyUnreachable, $"{lost.Message}; nothing was sent");
        }

        var taken = courier.TrySend(new SignedCall
        {
            Id = call.Id,
            Sequence = sequence,
            Key = key.Number,
            Endpoint = endpoint.Index,
            ApiKey = key.ApiKey.Span,
            Query = query[..length],
            TimeUnit = call.TimeUnit,
            ReceiveWindow = (uint)receiveWindow,
            AsksOutcome = asksOutcome,
        });
        CryptographicOperations.ZeroMemory(query[..length]);
        return taken ? null : NoCourier();
    }

    // A cancel of everything on a symbol names no single order that could be asked after.
    private static SignedOrder? OrderToAskAfter(
        ulong id, GatewayLink gateway, ulong sequence, LoadedKey key, BotRequest request, ReadOnlySpan<byte> payload,
        ReadOnlySpan<byte> clientOrderId, long now)
    {
        var name = "origClientOrderId";
        ReadOnlySpan<byte> value = default;
        if (request.Endpoint == SpotEndpoints.NewOrder)
        {
            value = CanonicalRequest.NeedsClientOrderId(request) ? clientOrderId : request.Find(KnownParameter.NewClientOrderId);
        }
        else if (request.Endpoint == SpotEndpoints.CancelOrder)
        {
            var orderId = request.Find(KnownParameter.OrderId);
            name = orderId.IsEmpty ? name : "orderId";
            value = orderId.IsEmpty ? request.Find(KnownParameter.OrigClientOrderId) : orderId;
        }

        var symbol = request.Find(KnownParameter.Symbol);
        return value.IsEmpty || symbol.IsEmpty
            ? null
            : new SignedOrder(id, gateway.Generation, sequence, key.Owner, KeyName.Parse(key.Label.Name), request.Endpoint, payload.ToArray(), now,
                Encoding.UTF8.GetString(symbol), name, Encoding.UTF8.GetString(value));
    }

    private static Refusal UnknownBot() => new(RefusalKind.UnknownBot, "no bot has this API key: countersign bot list");

    private static Refusal NotActive(LoadedBot bot) => new(RefusalKind.KeyNotActive,
        $"key {bot.Label.ExchangeKey} is not active: countersign key activate {bot.Label.ExchangeKey}");

    private static Refusal NoCourier() =>
        new(RefusalKind.CourierGone, "the process that talks to the exchange is not there; nothing was sent: try again in a moment");
}
