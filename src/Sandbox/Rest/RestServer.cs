using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Countersign.Sandbox.Keys;
using Countersign.Sandbox.Limits;

namespace Countersign.Sandbox.Rest;

/// <summary>Takes a request through limits, security and endpoint, as the exchange does. Call it under the exchange's gate.</summary>
internal static class RestServer
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static RestReply Answer(Exchange exchange, RestRequest request, Parameters parameters)
    {
        // 1. Paths the exchange does not have.
        if (EndpointTable.Find(request.Path, request.Method) is not { } endpoint)
        {
            return EndpointTable.HasPath(request.Path) ? Html(405, "405 Method Not Allowed") : Html(404, "404 Not Found");
        }

        // 2. Addresses that asked too much.
        var now = exchange.Clock.Milliseconds;
        var use = exchange.Limits.Of(request.Address);
        var answer = endpoint.IsSapi ? null : CheckWeight(exchange.Limits, use, now);
        ApiKey? key = null;
        if (answer is null)
        {
            // 3. The request itself.
            answer = Handle(exchange, endpoint, request, parameters, out key);
            if (!endpoint.IsSapi && !(endpoint.IsFreeOnSuccess && answer.Error is null))
            {
                use.Weight.Add(now, endpoint.WeightOf?.Invoke(parameters) ?? endpoint.Weight);
            }
        }

        return new RestReply(
            answer.Status, answer.Body!.ToJsonString(Plain), RestReply.Json, Headers(exchange, endpoint, request, answer, key, now));
    }

    private static Answer? CheckWeight(RateLimits limits, AddressUse use, long now)
    {
        if (use.BannedUntil > now)
        {
            return Errors.Banned(use.BannedUntil, ((use.BannedUntil - now) / 1000) + 1);
        }

        if (use.Weight.Read(now) < limits.WeightPerMinute)
        {
            return null;
        }

        RateLimits.Refuse(use, now);
        return Errors.TooMuchWeight(limits.WeightPerMinute, use.Weight.SecondsLeft(now));
    }

    private static Answer Handle(Exchange exchange, Endpoint endpoint, RestRequest request, Parameters parameters, out ApiKey? key)
    {
        key = null;
        if (request.TimeUnit is not (null or "MICROSECOND" or "microsecond" or "MILLISECOND" or "millisecond"))
        {
            return Errors.TimeUnit;
        }

        if ((parameters.Problem ?? RequestSecurity.Check(exchange, endpoint, request, parameters, out key)) is { } problem)
        {
            return problem;
        }

        // Spot refuses what it does not read; SAPI is not known to.
        var read = parameters.Names.Count(endpoint.Reads);
        if (!endpoint.IsSapi && read < parameters.Names.Count)
        {
            return Errors.Unread(read, parameters.Names.Count);
        }

        var shapes = new Shapes(inMicroseconds: request.TimeUnit is "MICROSECOND" or "microsecond");
        return endpoint.Handle(new RestCall(exchange, parameters, key, request.Address, shapes));
    }

    private static List<(string Name, string Value)> Headers(
        Exchange exchange, Endpoint endpoint, RestRequest request, Answer answer, ApiKey? key, long now)
    {
        var headers = new List<(string, string)>();
        if (endpoint.IsSapi)
        {
            var byAddress = exchange.Limits.AddSapi(request.Address.ToString(), endpoint.Path, now, endpoint.Weight);
            headers.Add(("X-SAPI-USED-IP-WEIGHT-1M", Text(byAddress)));
            if (key is not null)
            {
                headers.Add(("X-SAPI-USED-UID-WEIGHT-1M", Text(exchange.Limits.AddSapi(key.Account.Name, endpoint.Path, now, endpoint.Weight))));
            }
        }
        else
        {
            var weight = Text(exchange.Limits.Of(request.Address).Weight.Read(now));
            headers.Add(("X-MBX-USED-WEIGHT", weight));
            headers.Add(("X-MBX-USED-WEIGHT-1M", weight));
        }

        if (endpoint is { Method: "POST", Path: "/api/v3/order" } && key is not null && answer.Error is null)
        {
            var count = exchange.Limits.OrdersOf(key.Account.Name);
            headers.Add(("X-MBX-ORDER-COUNT-10S", Text(count.TenSeconds.Read(now))));
            headers.Add(("X-MBX-ORDER-COUNT-1D", Text(count.Day.Read(now))));
        }

        if (answer.Error?.RetryAfter is { } seconds)
        {
            headers.Add(("Retry-After", Text(seconds)));
        }

        return headers;
    }

    private static RestReply Html(int status, string title) =>
        new(status, $"<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>", "text/html", []);

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
