using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Countersign.EndToEnd.Worlds;

/// <summary>A bot that signs with HMAC as Binance documents it, and whose every byte a test may choose.</summary>
internal sealed class BotClient(string url, string apiKey, string secret)
{
    public string Url => url;

    public string ApiKey => apiKey;

    public string Secret => secret;

    /// <summary>Milliseconds since 1970.</summary>
    public static long Now => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    /// <summary>The signature over a payload, in hex.</summary>
    public string Sign(string payload) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(payload)));

    /// <summary>The query with a timestamp and the signature over query and body.</summary>
    public string Stamp(string query, string body = "", long? timestamp = null)
    {
        var separator = query.Length == 0 ? "" : "&";
        var stamped = string.Create(CultureInfo.InvariantCulture, $"{query}{separator}timestamp={timestamp ?? Now}");
        return $"{stamped}&signature={Sign(stamped + body)}";
    }

    /// <summary>A signed request with its parameters in the query.</summary>
    public Task<BotAnswer> SignedAsync(string method, string path, string query = "", string body = "") =>
        SendAsync(method, $"{path}?{Stamp(query, body)}", body);

    /// <summary>Exactly this, with the bot's API key in the header.</summary>
    public Task<BotAnswer> SendAsync(string method, string target, string body = "", string contentType = "application/x-www-form-urlencoded") =>
        RawHttp.SendAsync(url, method, target, body.Length == 0 ? [("X-MBX-APIKEY", apiKey)] : [("X-MBX-APIKEY", apiKey), ("Content-Type", contentType)], body);

    /// <summary>A limit order that waits in the book, on BTCUSDT unless said otherwise.</summary>
    public Task<BotAnswer> RestAsync(string clientOrderId, string symbol = "BTCUSDT", string quantity = "0.001", string price = "57000.00") =>
        SignedAsync("POST", "/api/v3/order", $"symbol={symbol}&side=BUY&type=LIMIT&timeInForce=GTC&quantity={quantity}&price={price}&newClientOrderId={clientOrderId}");
}
