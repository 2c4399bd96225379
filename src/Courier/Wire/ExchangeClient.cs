using System.Net;
using System.Net.Sockets;
using Countersign.Core.Catalogue;
using Countersign.Courier.Limits;

namespace Countersign.Courier.Wire;

/// <summary>
/// Sends a request to the exchange once, its bytes unchanged, over kept HTTP/1.1 connections of its own: no redirect, no proxy, no
/// cookie, no decompression, no header that was not asked for.
/// </summary>
internal sealed class ExchangeClient(Origins origins, HostLimits limits, TimeProvider time, int maxConnections) : IDisposable
{
    // The exchange itself gives up on a request after ten seconds.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    private readonly HttpMessageInvoker _invoker = new(CreateHandler(maxConnections));

    /// <summary>Sends it, and says what became of it. Does not throw for anything that the network or the exchange does.</summary>
    public async Task<Delivery> Send(ExchangeRequest request)
    {
        var delivery = await SendWithoutHop(request);
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return delivery;
    }

    /// <summary>
    /// The same for a caller that waits for nobody afterwards: it may go on in the thread that received the answer, for which all other answers wait.
    /// </summary>
    public async Task<Delivery> SendWithoutHop(ExchangeRequest request)
    {
        var endpoint = request.Endpoint;
        if (origins.Of(endpoint.Product) is not { } origin)
        {
            return new Delivery.NotSent($"this exchange has no {endpoint.Product}");
        }

        using var started = new StartedContent();
        using var message = CreateMessage(origin, request, started);
        using var patience = new CancellationTokenSource(request.Patience ?? _patience, time);
        using var counted = limits.Start(origin, endpoint, request.Query);
        try
        {
            using var response = await _invoker.SendAsync(message, patience.Token);
            // What no status of HTTP is, or changes the protocol, answers nothing; the gateway could not pass it on either.
            if ((int)response.StatusCode is < 200 or > 599 || await BoundedBody.Read(response.Content, patience.Token) is not { } body)
            {
                return new Delivery.Unanswered();
            }

            var answer = ToAnswer(response, body);
            counted.Answered(answer);
            return new Delivery.Answered(answer);
        }
        catch (HttpRequestException fault)
        {
            return IsSent(fault.HttpRequestError, message, started)
                ? new Delivery.Unanswered()
                : new Delivery.NotSent($"no connection to {origin} ({Words(fault.HttpRequestError)})");
        }
        catch (SocketException)
        {
            // .NET asks a new connection for its peer, and passes on as it is what the socket says of one that was reset meanwhile.
            return started.Started ? new Delivery.Unanswered() : new Delivery.NotSent($"no connection to {origin} (it was reset)");
        }
        catch (IOException)
        {
            return new Delivery.Unanswered();
        }
        catch (OperationCanceledException)
        {
            return message.Content is null || started.Started
                ? new Delivery.Unanswered()
                : new Delivery.NotSent($"no connection to {origin} in time");
        }
    }

    public void Dispose() => _invoker.Dispose();

    private static SocketsHttpHandler CreateHandler(int maxConnections) => new()
    {
        ActivityHeadersPropagator = null,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        Credentials = null,
        MaxConnectionsPerServer = maxConnections,
        MaxResponseDrainSize = 0,
        MaxResponseHeadersLength = 32,
        // Shorter than the exchange's own limit for idle connections, so that a request rarely meets one that is just being closed.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        // Names are looked up again now and then.
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        PreAuthenticate = false,
        UseCookies = false,
        UseProxy = false,
    };

    private static HttpRequestMessage CreateMessage(string origin, ExchangeRequest request, StartedContent started)
    {
        var target = request.Query.Length == 0 ? origin + request.Endpoint.Path : $"{origin}{request.Endpoint.Path}?{request.Query}";
        // System.Uri would otherwise rewrite what was signed.
        var uri = new Uri(target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        var message = new HttpRequestMessage(new HttpMethod(request.Endpoint.Method.ToWire()), uri)
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            // A read may be sent again, and a GET with a body's length is odd to firewalls.
            Content = request.Endpoint.Method == HttpVerb.Get ? null : started,
        };
        Add(message, "User-Agent", "countersign");
        Add(message, "X-MBX-APIKEY", request.ApiKey);
        Add(message, "X-MBX-TIME-UNIT", request.TimeUnit);
        Add(message, "Accept-Encoding", request.AcceptEncoding);
        return message;
    }

    private static void Add(HttpRequestMessage message, string name, string value)
    {
        if (value.Length > 0)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private static bool IsSent(HttpRequestError error, HttpRequestMessage message, StartedContent started) =>
        message.Content is null
            ? error is not (HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
            : started.Started;

    private static string Words(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError => "its name cannot be resolved",
        HttpRequestError.SecureConnectionError => "its certificate or TLS was not accepted",
        _ => "the connection failed",
    };

    private static ExchangeAnswer ToAnswer(HttpResponseMessage response, byte[] body)
    {
        var headers = PassedHeaders.Of(response);
        return new ExchangeAnswer
        {
            Status = (ushort)response.StatusCode,
            Headers = headers.Lines,
            Body = body,
            IsEncoded = headers.IsEncoded,
            RetryAfter = headers.RetryAfter,
            UsedWeight = headers.UsedWeight,
            CountsAccount = headers.CountsAccount,
        };
    }
}
