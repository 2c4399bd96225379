using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Countersign.Cli.Demo;

/// <summary>
/// A plain client of the exchange's API, as any bot has one: base URL, credential, HMAC over the query. It does not know whether
/// Countersign or an exchange answers.
/// </summary>
internal sealed class DemoClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly DemoCredential _credential;

    /// <param name="baseUrl">Where the API is.</param>
    /// <param name="envFile">Where the credential is.</param>
    /// <param name="from">The address that the machine has: a thief's is another than the trader's.</param>
    internal DemoClient(string baseUrl, string envFile, IPAddress from)
    {
        _credential = DemoCredential.Read(envFile);
        _http = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = async (context, cancellationToken) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                socket.Bind(new IPEndPoint(from.MapToIPv6(), 0));
                await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        {
            BaseAddress = new Uri(baseUrl),
            Timeout = TimeSpan.FromSeconds(20),
        };
    }

    /// <summary>Signs the parameters with a new timestamp and sends them.</summary>
    internal Task<DemoAnswer> SendAsync(HttpMethod method, string path, string parameters) => SendRawAsync(method, path, Sign(parameters));

    /// <summary>The query with timestamp and signature, ready to be sent, or to be captured and sent again.</summary>
    internal string Sign(string parameters)
    {
        var query = FormattableString.Invariant(
            $"{parameters}{(parameters.Length == 0 ? "" : "&")}recvWindow=10000&timestamp={TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()}");
        return $"{query}&signature={_credential.Sign(query)}";
    }

    /// <summary>Signs query and body together, as the exchange has it, and sends one here and the other there.</summary>
    internal Task<DemoAnswer> SendSplitAsync(string path, string queryParameters, string body)
    {
        var query = FormattableString.Invariant($"{queryParameters}&timestamp={TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()}");
        return SendRawAsync(HttpMethod.Post, path, $"{query}&signature={_credential.Sign(query + body)}", body);
    }

    internal async Task<DemoAnswer> SendRawAsync(HttpMethod method, string path, string query, string? body = null)
    {
        using var request = new HttpRequestMessage(method, $"{path}?{query}");
        request.Headers.Add("X-MBX-APIKEY", _credential.ApiKey);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.ASCII.GetBytes(body));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        }

        using var response = await _http.SendAsync(request);
        return new DemoAnswer((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync()));
    }

    public void Dispose()
    {
        _http.Dispose();
        _credential.Dispose();
    }
}
