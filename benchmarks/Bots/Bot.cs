using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace Countersign.Benchmarks.Bots;

/// <summary>A bot that places orders, signed with its credential. Its orders are all alike but for their number. Not for several threads at once.</summary>
internal sealed class Bot(string apiKey, string secret)
{
    private readonly byte[] _secret = Encoding.ASCII.GetBytes(secret);

    public ReadOnlyMemory<byte> ApiKey { get; } = Encoding.ASCII.GetBytes(apiKey);

    /// <summary>Writes the query of a LIMIT order with the bot's signature, and returns its length. The market's facts are needed to judge it.</summary>
    public int WriteOrder(Span<byte> query, long number)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        if (!Utf8.TryWrite(
                query, null, $"symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.001&price=45000.00&newClientOrderId=bench-{number}&timestamp={now}", out var length))
        {
            throw new InvalidOperationException("the query is too long");
        }

        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_secret, query[..length], mac);
        var name = "&signature="u8;
        name.CopyTo(query[length..]);
        Convert.TryToHexStringLower(mac, query[(length + name.Length)..], out var text);
        return length + name.Length + text;
    }
}
