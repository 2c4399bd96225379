using System.Text.Unicode;
using Countersign.Benchmarks.Keys;

namespace Countersign.Benchmarks.Clients;

/// <summary>A bot on one connection. What it does for a call, signature and all, is part of what is measured: it is what a bot waits for.</summary>
/// <param name="credential">Whose.</param>
/// <param name="name">Letters and digits; no other client of the account has them, so that client order ids are unique.</param>
internal sealed class TradingClient(Credential credential, string name) : IDisposable
{
    private readonly Uri _url = new(credential.Url);
    private readonly Connection _connection = new(new Uri(credential.Url));
    private readonly byte[] _payload = new byte[512];
    private readonly byte[] _signature = new byte[RequestSigner.MaxText];
    private readonly byte[] _request = new byte[4096];

    /// <summary>Does a call for the order of that number.</summary>
    /// <exception cref="InvalidOperationException">It was refused; with the exchange's words.</exception>
    public void Do(Call call, long number)
    {
        if (Try(call, number) is var status and not 200)
        {
            throw new InvalidOperationException($"{call} was answered with {status}: {_connection.Body}");
        }
    }

    /// <summary>Does a call for the order of that number, and returns the status of the answer.</summary>
    public int Try(Call call, long number)
    {
        var method = call switch { Call.Order => "POST", Call.Read => "GET", _ => "DELETE" };
        var payload = WritePayload(call, number);
        var signature = _signature.AsSpan(0, credential.Signer.Sign(payload, _signature));
        return Utf8.TryWrite(
            _request, null, $"{method} /api/v3/order?{payload}&signature={signature} HTTP/1.1\r\nHost: {_url.Authority}\r\nX-MBX-APIKEY: {credential.ApiKey}\r\n\r\n", out var length)
            ? _connection.Send(_request.AsSpan(0, length))
            : throw new InvalidOperationException("the request is too long");
    }

    public void Dispose() => _connection.Dispose();

    private ReadOnlySpan<byte> WritePayload(Call call, long number)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var isWritten = call == Call.Order
            ? Utf8.TryWrite(
                _payload, null, $"symbol=BTCUSDT&side=BUY&type=LIMIT_MAKER&quantity=0.001&price=45000.00&newClientOrderId={name}-{number}&timestamp={now}", out var length)
            : Utf8.TryWrite(_payload, null, $"symbol=BTCUSDT&origClientOrderId={name}-{number}&timestamp={now}", out length);
        return isWritten ? _payload.AsSpan(0, length) : throw new InvalidOperationException("the parameters are too long");
    }
}
