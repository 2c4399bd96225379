using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Countersign.Sandbox.Control;
using Countersign.Sandbox.Rest;
using Microsoft.AspNetCore.Http.Features;

namespace Countersign.Sandbox;

/// <summary>Between Kestrel and the exchange: reads the raw target and body, applies faults, writes the answer.</summary>
internal sealed class HttpFront(Exchange exchange, ControlToken token)
{
    private const string ControlRoot = "/sandbox/";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ControlApi _control = new(exchange);

    public async Task Handle(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var question = target.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? target : target[..question];
        var query = question < 0 ? "" : target[(question + 1)..];
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        var body = buffer.ToArray();

        await (path.StartsWith(ControlRoot, StringComparison.Ordinal)
            ? Control(context, path[ControlRoot.Length..], query, body)
            : Exchange(context, path, query, body));
    }

    private async Task Control(HttpContext context, string path, string query, byte[] body)
    {
        ControlReply reply;
        if (token.Admits(context.Request.Headers.Authorization.ToString()))
        {
            lock (exchange.Gate)
            {
                reply = _control.Answer(context.Request.Method, path, query, body);
            }
        }
        else
        {
            reply = new ControlReply(401, new System.Text.Json.Nodes.JsonObject
            {
                ["error"] = "the control token is missing or wrong: send the token of the file as Authorization: Bearer",
            });
        }

        await Write(context, new RestReply(reply.Status, reply.Body.ToJsonString(Plain), RestReply.Json, []));
    }

    private async Task Exchange(HttpContext context, string path, string query, byte[] body)
    {
        var headers = context.Request.Headers;
        var request = new RestRequest(
            context.Request.Method,
            path,
            query,
            body,
            headers["X-MBX-APIKEY"] is { Count: > 0 } key ? key.ToString() : null,
            headers["X-MBX-TIME-UNIT"] is { Count: > 0 } unit ? unit.ToString() : null,
            AddressOf(context.Connection));

        // 1. Write down what came, before anything can go wrong with it.
        Parameters parameters;
        ReceivedRequest received;
        FaultRule? fault;
        lock (exchange.Gate)
        {
            parameters = Parameters.Read(request);
            received = exchange.Received.Add(exchange.Clock.Milliseconds, request, context.Request.Protocol, All(headers), parameters);
            fault = exchange.Faults.Take(request.Method, request.Path);
        }

        // 2. What goes wrong before the exchange has acted.
        if (fault is { DelayMilliseconds: > 0 })
        {
            await Task.Delay(fault.DelayMilliseconds, context.RequestAborted);
        }

        if (fault is { Kind: FaultKind.DropBefore })
        {
            context.Abort();
            return;
        }

        if (fault is not null && Instead(fault, request) is { } instead)
        {
            received.Status = instead.Status;
            await Write(context, instead);
            return;
        }

        // 3. The exchange acts.
        RestReply reply;
        lock (exchange.Gate)
        {
            reply = RestServer.Answer(exchange, request, parameters);
        }

        // 4. What goes wrong after it has.
        if (fault is { Kind: FaultKind.DropAfter })
        {
            context.Abort();
            return;
        }

        reply = fault is { Kind: FaultKind.StatusAfter } ? Broken(fault) : reply;
        received.Status = reply.Status;
        await Write(context, reply);
    }

    /// <summary>The answer that a fault gives without asking the exchange; null for faults that act otherwise.</summary>
    private RestReply? Instead(FaultRule fault, RestRequest request)
    {
        switch (fault.Kind)
        {
            case FaultKind.StatusBefore:
                return Broken(fault);
            case FaultKind.Echo:
                var echoed = $"400 Bad Request: {request.Method} {request.Path}?{request.Query} {Encoding.Latin1.GetString(request.Body)} key {request.ApiKey}";
                return new RestReply(400, echoed, "text/plain;charset=UTF-8", []);
            case FaultKind.RateLimit429:
                return Refusal(Errors.TooMuchWeight(exchange.Limits.WeightPerMinute, fault.RetryAfterSeconds));
            case FaultKind.Ban418:
                return Refusal(Errors.Banned(exchange.Clock.Milliseconds + (fault.RetryAfterSeconds * 1000L), fault.RetryAfterSeconds));
            default:
                return null;
        }
    }

    private static RestReply Broken(FaultRule fault) => new(
        fault.Status,
        fault.Body ?? """{"code":-1000,"msg":"An unknown error occurred while processing the request."}""",
        RestReply.Json,
        []);

    private static RestReply Refusal(ApiError error) => new(
        error.Status,
        ((Answer)error).Body!.ToJsonString(Plain),
        RestReply.Json,
        [("Retry-After", (error.RetryAfter ?? 1).ToString(CultureInfo.InvariantCulture))]);

    private static IPAddress AddressOf(ConnectionInfo connection)
    {
        var address = connection.RemoteIpAddress ?? IPAddress.None;
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }

    private static KeyValuePair<string, string>[] All(IHeaderDictionary headers) =>
        [.. headers.SelectMany(static header => header.Value.Select(value => KeyValuePair.Create(header.Key, value ?? "")))];

    private static async Task Write(HttpContext context, RestReply reply)
    {
        var bytes = Encoding.UTF8.GetBytes(reply.Body);
        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = reply.ContentType;
        context.Response.ContentLength = bytes.Length;
        foreach (var (name, value) in reply.Headers)
        {
            context.Response.Headers[name] = value;
        }

        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }
}
