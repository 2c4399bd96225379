using System.Diagnostics;
using System.Text;
using Countersign.Core.Catalogue;
using Countersign.Courier.Limits;
using Countersign.Courier.Wire;

namespace Countersign.Courier.Market;

/// <summary>The courier's own questions for public spot data.</summary>
internal sealed class HouseQuestions(Origins origins, ExchangeClient client, HostLimits limits)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(3);

    private static readonly Endpoint _time = Known("/api/v3/time");
    private static readonly Endpoint _bookTicker = Known("/api/v3/ticker/bookTicker");
    private static readonly Endpoint _average = Known("/api/v3/avgPrice");

    /// <summary>The exchange's clock, in microseconds where it can.</summary>
    public Task<ExchangeAnswer?> Time() => Ask(ExchangeRequest.ForPublicData(_time, timeUnit: "MICROSECOND"));

    /// <summary>Best prices of all these symbols in one answer, an array.</summary>
    public Task<ExchangeAnswer?> BestPrices(IEnumerable<string> symbols) =>
        Ask(ExchangeRequest.ForPublicData(_bookTicker, "symbols=" + Uri.EscapeDataString($"[{string.Join(',', symbols.Select(symbol => $"\"{symbol}\""))}]")));

    public Task<ExchangeAnswer?> Average(string symbol) => Ask(ExchangeRequest.ForPublicData(_average, "symbol=" + Uri.EscapeDataString(symbol)));

    /// <summary>
    /// When to ask again after a question that was not answered: at the end of a stop that the exchange ordered, to the moment, because bots
    /// come back then and orders need facts; else when the backoff says.
    /// </summary>
    public TimeSpan PauseAfterFailure(Backoff backoff) =>
        origins.Of(Product.Spot) is { } origin && limits.RestOfStop(origin) is { Ticks: > 0 } rest ? rest : backoff.Next();

    /// <summary>The answer; null when there is none, or when the host must not be asked now.</summary>
    private async Task<ExchangeAnswer?> Ask(ExchangeRequest request) =>
        origins.Of(request.Endpoint.Product) is { } origin
            && limits.Refuse(origin, request.Endpoint, Traffic.Signed, request.Query) is null
            && await client.Send(request.With(_patience)) is Delivery.Answered { Answer: { IsEncoded: false } answer }
            ? answer
            : null;

    private static Endpoint Known(string path) => EndpointCatalogue.Find(HttpVerb.Get, Encoding.ASCII.GetBytes(path)) ?? throw new UnreachableException();
}
