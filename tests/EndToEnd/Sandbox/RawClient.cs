using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Countersign.EndToEnd.Sandbox;

/// <summary>Sends requests byte for byte as told, signed with an HMAC secret or by hand.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly HttpClient _client;
    private readonly string _url;
    private readonly string? _apiKey;
    private readonly Func<byte[], string>? _sign;

    /// <param name="url">Base address without a slash at the end.</param>
    /// <param name="apiKey">Null to send no key.</param>
    /// <param name="sign">Makes the signature of a payload, percent-encoded where its alphabet needs it.</param>
    /// <param name="from">The address of loopback to connect from; null for the usual one.</param>
    public RawClient(string url, string? apiKey, Func<byte[], string>? sign, IPAddress? from = null)
    {
        _url = url;
        _apiKey = apiKey;
        _sign = sign;
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
        if (from is not null)
        {
            handler.ConnectCallback = async (context, cancellation) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                socket.Bind(new IPEndPoint(from, 0));
                await socket.ConnectAsync(context.DnsEndPoint, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            };
        }

        _client = new HttpClient(handler);
    }

    /// <summary>Added to the timestamps of signed requests, for an exchange whose clock was moved.</summary>
    public long ClockOffsetMilliseconds { get; set; }

    public static RawClient Hmac(string url, SandboxKey key, IPAddress? from = null) =>
        new(url, key.ApiKey, payload => HmacHex(key.Secret!, payload), from);

    public static string HmacHex(string secret, byte[] payload) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.ASCII.GetBytes(secret), payload));

    public static string Now(long plusMilliseconds = 0) =>
        (DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() + plusMilliseconds).ToString(CultureInfo.InvariantCulture);

    public Task<RawAnswer> GetAsync(string target) => SendAsync(HttpMethod.Get, target);

    /// <summary>Adds timestamp and signature to the query; parameters as `a=1&amp;b=2`.</summary>
    public Task<RawAnswer> SignedAsync(HttpMethod method, string path, string parameters = "", long plusMilliseconds = 0)
    {
        var query = (parameters.Length == 0 ? "" : parameters + "&") + "timestamp=" + Now(plusMilliseconds + ClockOffsetMilliseconds);
        return SendAsync(method, $"{path}?{query}&signature={_sign!(Encoding.ASCII.GetBytes(query))}");
    }

    public Task<RawAnswer> OrderAsync(string parameters) => SignedAsync(HttpMethod.Post, "/api/v3/order", parameters);

    public async Task<RawAnswer> SendAsync(HttpMethod method, string target, byte[]? body = null, params (string Name, string Value)[] headers)
    {
        var uri = new Uri(_url + target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(method, uri);
        if (_apiKey is not null)
        {
            request.Headers.TryAddWithoutValidation("X-MBX-APIKEY", _apiKey);
        }

        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/x-www-form-urlencoded");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _client.SendAsync(request);

        // Not validated: the header's text as it was sent.
        var answered = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .ToDictionary(static pair => pair.Key, static pair => pair.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        return new RawAnswer(response.StatusCode, await response.Content.ReadAsStringAsync(), answered);
    }

    public void Dispose() => _client.Dispose();
}
