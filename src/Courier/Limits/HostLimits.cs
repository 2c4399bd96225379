using System.Collections.Concurrent;
using Countersign.Core.Catalogue;
using Countersign.Core.Refusals;
using Countersign.Courier.Wire;

namespace Countersign.Courier.Limits;

/// <summary>
/// What the exchange lets this address do, for each of its hosts: the weight of the present minute, and the stops that it has ordered
/// (418, 429). A stop holds for everyone, because the next step of the exchange is to ban the address.
/// </summary>
internal sealed class HostLimits(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _stops = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Origin, Product Product, string Path), MinuteWeight> _weights = new();

    internal DateTimeOffset Now => time.GetUtcNow();

    internal long Timestamp => time.GetTimestamp();

    /// <summary>Why nothing of this kind may be sent now; null if it may.</summary>
    public Refusal? Refuse(string origin, Endpoint endpoint, Traffic traffic, string query = "")
    {
        var now = time.GetUtcNow();
        if (RestOfStop(origin, now) is { Ticks: > 0 } rest)
        {
            var seconds = Seconds(rest);
            return new Refusal(RefusalKind.RateStop, $"the exchange asked to be left alone for another {seconds} s")
            {
                RetryAfterSeconds = seconds,
            };
        }

        var percent = traffic switch { Traffic.Public => 80, Traffic.Signed => 95, _ => 0 };
        if (percent == 0 || WeightOf(origin, endpoint) is not { } weight || weight.HasRoom(CallWeight.Of(endpoint, query), percent, now))
        {
            return null;
        }

        return new Refusal(RefusalKind.RateStop,
            $"{percent} % of the exchange's request weight for this minute is used; the rest is kept for {(traffic == Traffic.Public ? "signed calls" : "cancels")}")
        {
            RetryAfterSeconds = Seconds(TimeSpan.FromSeconds(60 - now.Second)),
        };
    }

    /// <summary>How much longer this host is to be left alone altogether; zero when it did not ask for that.</summary>
    public TimeSpan RestOfStop(string origin) => RestOfStop(origin, time.GetUtcNow());

    /// <summary>A request goes out: counts its weight until the exchange says what it counted. Dispose when it is over.</summary>
    public CountedRequest Start(string origin, Endpoint endpoint, string query = "")
    {
        var ofCall = CallWeight.Of(endpoint, query);
        var weight = WeightOf(origin, endpoint);
        weight?.Start(ofCall, time.GetUtcNow());
        return new CountedRequest(this, weight, origin, ofCall);
    }

    /// <summary>Takes in what an answer says about weight and stops.</summary>
    internal void Note(string origin, MinuteWeight? weight, long sentAt, ExchangeAnswer answer)
    {
        var now = time.GetUtcNow();
        if (answer.UsedWeight is { } used)
        {
            weight?.Note(used, sentAt, now);
        }

        // -1015 and the account's weight concern one account: KeyStops has them.
        if (answer.Status == 418 || (answer.Status == 429 && answer.Code != -1015 && !answer.CountsAccount) || (answer.Code == -1003 && !answer.CountsAccount))
        {
            var pause = answer.RetryAfter ?? (answer.Status == 418 ? TimeSpan.FromMinutes(2) : TimeSpan.FromSeconds(60 - now.Second));
            _stops.AddOrUpdate(origin, now + pause, (_, before) => before > now + pause ? before : now + pause);
        }
    }

    private TimeSpan RestOfStop(string origin, DateTimeOffset now) =>
        _stops.TryGetValue(origin, out var until) && until > now ? until - now : TimeSpan.Zero;

    private static int Seconds(TimeSpan span) => Math.Max(1, (int)Math.Ceiling(span.TotalSeconds));

    // exchangeInfo.rateLimits of each product. The wallet API counts each of its endpoints apart: 12000 for the address, and generously for
    // the account. What anybody may ask there is held back too, because its 429 would stop the whole host.
    private MinuteWeight? WeightOf(string origin, Endpoint endpoint) => endpoint switch
    {
        { Product: Product.Sapi, IsPublic: true } => Weight(origin, Product.Sapi, endpoint.Path, 12_000),
        { Product: Product.Sapi } => null,
        { Product: Product.UsdM or Product.CoinM } => Weight(origin, endpoint.Product, "", 2400),
        { Product: Product.Options } => Weight(origin, endpoint.Product, "", 400),
        _ => Weight(origin, endpoint.Product, "", 6000),
    };

    private MinuteWeight Weight(string origin, Product product, string path, int limit) =>
        _weights.GetOrAdd((origin, product, path), static (_, limit) => new MinuteWeight(limit), limit);
}
