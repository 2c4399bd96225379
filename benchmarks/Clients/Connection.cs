using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Countersign.Benchmarks.Clients;

/// <summary>
/// One keep-alive HTTP/1.1 connection that sends and waits, with as little of its own as possible: what a client library costs is not
/// what is measured. Not for several threads at once.
/// </summary>
internal sealed class Connection : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _answer = new byte[1 << 16];
    private int _headLength;
    private int _length;

    public Connection(Uri url)
    {
        _socket.SendTimeout = _socket.ReceiveTimeout = (int)Patience.TotalMilliseconds;
        _socket.Connect(new IPEndPoint(IPAddress.Parse(url.Host), url.Port));
    }

    /// <summary>The body of the last answer.</summary>
    public string Body => Encoding.UTF8.GetString(_answer, _headLength, _length - _headLength);

    /// <summary>Sends one request and waits for the whole answer; returns its status.</summary>
    /// <exception cref="IOException">The connection ended first, or the answer is not of the kind that is expected here.</exception>
    public int Send(ReadOnlySpan<byte> request)
    {
        while (!request.IsEmpty)
        {
            request = request[_socket.Send(request)..];
        }

        // 1. The head.
        _length = 0;
        int end;
        while ((end = _answer.AsSpan(0, _length).IndexOf("\r\n\r\n"u8)) < 0)
        {
            Receive();
        }

        // 2. As much of a body as it says.
        _headLength = end + 4;
        var whole = _headLength + BodyLength(_answer.AsSpan(0, end));
        while (_length < whole)
        {
            Receive();
        }

        return Utf8Parser.TryParse(_answer.AsSpan("HTTP/1.1 ".Length), out int status, out _) ? status : throw new IOException("an answer without a status");
    }

    public void Dispose() => _socket.Dispose();

    private void Receive()
    {
        var received = _socket.Receive(_answer.AsSpan(_length));
        _length += received > 0 ? received : throw new IOException("the connection ended in the middle of an answer, or the answer is too long");
    }

    private static int BodyLength(ReadOnlySpan<byte> head)
    {
        var name = "\r\nContent-Length: "u8;
        var at = head.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(head[(at + name.Length)..], out int length, out _)
            ? length
            : throw new IOException("an answer without Content-Length");
    }
}
