using System.Net;
using System.Net.Sockets;
using System.Text.Unicode;
using Countersign.Benchmarks.Bots;

namespace Countersign.Benchmarks.Ordering;

/// <summary>
/// One keep-alive connection of a bot, with as little of its own as possible: what a client library costs is not what is measured. An order is
/// written, sent and its answer taken, one at a time.
/// </summary>
internal sealed class Connection : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Bot _bot;
    private readonly string _host;
    private readonly byte[] _query = new byte[512];
    private readonly byte[] _request = new byte[2048];
    private readonly byte[] _answer = new byte[1 << 14];
    private int _requestLength;
    private int _answerLength;

    public Connection(Uri url, Bot bot)
    {
        (_bot, _host) = (bot, url.Authority);
        Socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Socket.SendTimeout = Socket.ReceiveTimeout = (int)Patience.TotalMilliseconds;
        Socket.Connect(new IPEndPoint(IPAddress.Parse(url.Host), url.Port));
    }

    public Socket Socket { get; }

    /// <summary>Writes and signs an order that <see cref="Send"/> will send.</summary>
    public void Write(long number)
    {
        var query = _query.AsSpan(0, _bot.WriteOrder(_query, number));
        if (!Utf8.TryWrite(_request, null, $"POST /api/v3/order?{query} HTTP/1.1\r\nHost: {_host}\r\nContent-Length: 0\r\nX-MBX-APIKEY: {_bot.ApiKey.Span}\r\n\r\n", out _requestLength))
        {
            throw new InvalidOperationException("the request is too long");
        }
    }

    public void Send()
    {
        _answerLength = 0;
        if (Socket.Send(_request.AsSpan(0, _requestLength)) != _requestLength)
        {
            throw new IOException("the connection takes no whole request");
        }
    }

    /// <summary>Receives what is there, or waits for it; true when the answer is complete.</summary>
    public bool Receive()
    {
        var received = Socket.Receive(_answer.AsSpan(_answerLength));
        _answerLength += received > 0 ? received : throw new IOException($"the connection to {_host} ended in the middle of an answer");
        return HttpAnswer.LengthOf(_answer.AsSpan(0, _answerLength)) is not null;
    }

    public void Dispose() => Socket.Dispose();
}
