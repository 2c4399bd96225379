using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Countersign.Core.Budgets;
using Countersign.Core.Catalogue;
using Countersign.Core.Frames;
using Countersign.Core.Journal.Entries;
using Countersign.Core.Names;
using Countersign.Core.Records;
using Countersign.Core.Refusals;
using Countersign.Core.Requests;
using Countersign.Signer.Custody;
using Countersign.Signer.Custody.Tokens;
using Countersign.Signer.Links;
using Countersign.Signer.Loaded;
using Countersign.Signer.Market;

namespace Countersign.Signer.Enforcement;

/// <summary>The closed list of requests that Countersign makes for itself: does this key work, what became of this order, and does it still rest.</summary>
internal sealed class HouseRequests(
    Registry registry, CourierLink courier, SigningClock clock, Recorder recorder, Lanes lanes, int receiveWindow)
{
    // A probe changes nothing, and the machine may be busy deriving keys: it may take its time.
    private const int ProbeWindow = 5_000;

    // The exchange answers within ten seconds or gives up.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(12);

    // A courier that was just started measures the clock at once, if the exchange is there at all.
    private static readonly TimeSpan _clockPatience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<ulong, TaskCompletionSource<ProbeAnswer>> _waiting = new();
    private ulong _ids;

    /// <summary>Has the courier find out what became of an order that was handed over. Does not wait for anything.</summary>
    /// <param name="order">The order.</param>
    /// <param name="refused">Is told why it will not be found out.</param>
    public void AskOutcome(SignedOrder order, Action<Refusal> refused)
    {
        if (TryAsk(order, refused) is { } refusal)
        {
            refused(refusal);
        }
    }

    /// <summary>The same for a gateway, which may hear of the next courier a moment before the signer does.</summary>
    public void AskOutcomeOfNextCourier(SignedOrder order, Action<Refusal> refused) => _ = Task.Run(() =>
    {
        courier.WaitUntilThere();
        AskOutcome(order, refused);
    });

    /// <summary>Has the courier find out whether an order still rests; it tells of its end, and of nothing else.</summary>
    public void AskState(ulong index, in OpenOrder order)
    {
        var key = order.Key.Identity;
        _ = TryAsk(
            new OrderQuestion(HousePurpose.OrderState, key.Owner, KeyName.Parse(key.Name), order.Name.Symbol, "origClientOrderId", order.Name.Id, index),
            static _ => { });
    }

    /// <summary>
    /// Asks the exchange what a key may do. Blocks the operator's thread, not the bots'.
    /// Testnet has no apiRestrictions: there the account itself is asked for.
    /// </summary>
    public ProbeAnswer Probe(RecordIdentity record, ExchangeSigningKey key, ReadOnlySpan<byte> apiKey, uint number, Exchange exchange)
    {
        // A courier that was started for this probe alone has just begun to measure.
        clock.Measured.Wait(_clockPatience);
        if (clock.TryRead(out var now) is { } refusal)
        {
            return new ProbeAnswer(0, [], refusal);
        }

        var endpoint = exchange == Exchange.Testnet ? SpotEndpoints.Account : SpotEndpoints.ApiRestrictions;
        var id = Interlocked.Increment(ref _ids);
        var waiting = new TaskCompletionSource<ProbeAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[id] = waiting;
        try
        {
            Span<byte> query = stackalloc byte[SignatureWriter.MaxQuery];
            var payload = CanonicalRequest.WriteForHouse(endpoint, new Stamp(now, ProbeWindow), query);
            var recorded = recorder.TryRecord(Encoding.ASCII.GetBytes(record.Owner.Value), new HouseRequest
            {
                Purpose = HousePurpose.Probe,
                Key = Encoding.ASCII.GetBytes(record.Name),
                Endpoint = endpoint.JournalName.Span,
                Parameters = query[..payload],
                About = 0,
            });
            if (recorded is not null)
            {
                return new ProbeAnswer(0, [], recorded);
            }

            var length = SignatureWriter.Append(query, payload, key);
            var sent = courier.TrySend(new HouseCall
            {
                Purpose = HousePurpose.Probe,
                Id = id,
                Sequence = 0,
                Key = number,
                Endpoint = endpoint.Index,
                ApiKey = apiKey,
                Query = query[..length],
                AskedEndpoint = 0,
                AskedQuery = [],
                AskedAt = 0,
            });
            CryptographicOperations.ZeroMemory(query[..length]);
            return sent && waiting.Task.Wait(_patience)
                ? waiting.Task.Result
                : new ProbeAnswer(0, [], new Refusal(RefusalKind.ExchangeUnreachable, "the exchange did not answer: check the connection and try again"));
        }
        finally
        {
            _waiting.TryRemove(id, out _);
        }
    }

    /// <summary>Takes the exchange's answer to a probe.</summary>
    public void Answered(HouseAnswer answer)
    {
        if (_waiting.TryRemove(answer.Id, out var waiting))
        {
            waiting.TrySetResult(answer.Status == 0
                ? new ProbeAnswer(0, [], new Refusal(RefusalKind.ExchangeUnreachable, "the exchange did not answer: check the connection and try again"))
                : new ProbeAnswer(answer.Status, answer.Body.ToArray(), Refusal: null));
        }
    }

    private Refusal? TryAsk(SignedOrder order, Action<Refusal> refused) => order.MayBeAskedAfter
        ? TryAsk(new OrderQuestion(HousePurpose.Outcome, order.Owner, order.Key, order.Symbol, order.ByName, order.ByValue, order.Sequence)
        {
            Id = order.Id, AskedEndpoint = order.Endpoint.Index, AskedQuery = order.Payload, AskedAt = order.StampedAt,
        }, refused)
        : new Refusal(RefusalKind.OutcomeUnknown, "the exchange was asked after this order many times already");

    private Refusal? TryAsk(OrderQuestion question, Action<Refusal> refused)
    {
        // The key as it is now: since the order it may have been sealed anew, or revoked.
        if (registry.FindKey(question.Owner, question.Key) is not { } key)
        {
            return KeyGone(question);
        }

        if (clock.TryRead(out var now) is { } refusal)
        {
            return refusal;
        }

        var query = new byte[SignatureWriter.MaxQuery];
        var payload = CanonicalRequest.WriteForHouse(SpotEndpoints.QueryOrder, new Stamp(now, receiveWindow), query,
            ("symbol", question.Symbol), (question.ByName, question.ByValue));
        var recorded = recorder.TryRecord(Encoding.ASCII.GetBytes(question.Owner.Value), new HouseRequest
        {
            Purpose = question.Purpose,
            Key = key.Name.Span,
            Endpoint = SpotEndpoints.QueryOrder.JournalName.Span,
            Parameters = query.AsSpan(0, payload),
            About = question.Sequence,
        });
        if (recorded is not null)
        {
            return recorded;
        }

        lanes.Take(new HouseWork(key, () => SignAndAsk(question, key, query, payload), refused), recorder.IsStrict);
        return null;
    }

    private Refusal? SignAndAsk(OrderQuestion question, LoadedKey key, byte[] query, int payload)
    {
        int length;
        try
        {
            length = SignatureWriter.Append(query, payload, key.Signing);
        }
        catch (ObjectDisposedException)
        {
            return KeyGone(question);
        }
        catch (KeyUnreachableException lost)
        {
            return new Refusal(RefusalKind.OutcomeUnknown, $"{lost.Message}, so the exchange cannot be asked what became of the order");
        }

        var sent = courier.TrySend(new HouseCall
        {
            Purpose = question.Purpose,
            Id = question.Id,
            Sequence = question.Sequence,
            Key = key.Number,
            Endpoint = SpotEndpoints.QueryOrder.Index,
            ApiKey = key.ApiKey.Span,
            Query = query.AsSpan(0, length),
            AskedEndpoint = question.AskedEndpoint,
            AskedQuery = question.AskedQuery.Span,
            AskedAt = question.AskedAt,
        });
        CryptographicOperations.ZeroMemory(query);
        return sent ? null : new Refusal(RefusalKind.OutcomeUnknown, "the courier ended before it could ask what became of the order");
    }

    private static Refusal KeyGone(OrderQuestion question) =>
        new(RefusalKind.OutcomeUnknown, $"key {question.Key} was revoked or replaced since the order was sent: look at the exchange what became of it");
}
