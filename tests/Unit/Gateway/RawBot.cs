using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Countersign.Unit.Gateway;

/// <summary>A bot that writes its requests byte for byte, and reads what comes back.</summary>
internal sealed class RawBot : IDisposable
{
    private readonly TcpClient _client = new();
    private readonly List<byte> _unread = [];

    internal RawBot(int port)
    {
        _client.Connect(IPAddress.Loopback, port);
    }

    /// <summary>Sends a request with Host and, where there is a body, Content-Length; further headers as lines without line ends.</summary>
    internal async Task<RawAnswer> AskAsync(string method, string target, string body = "", params string[] headers)
    {
        await SendAsync(method, target, body, headers);
        return await ReadAsync(method);
    }

    internal Task SendAsync(string method, string target, string body = "", params string[] headers)
    {
        var lines = new StringBuilder($"{method} {target} HTTP/1.1\r\nHost: {(method == "CONNECT" ? target : "localhost")}\r\n");
        foreach (var header in headers)
        {
            lines.Append(header).Append("\r\n");
        }

        if (body.Length > 0)
        {
            lines.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n");
        }

        return SendAsync(lines.Append("\r\n").Append(body).ToString());
    }

    internal Task SendAsync(string bytes) => _client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(bytes)).AsTask();

    /// <summary>Reads one answer; throws if the connection ends before it is complete.</summary>
    internal async Task<RawAnswer> ReadAsync(string method = "GET")
    {
        int headEnd;
        while ((headEnd = Encoding.Latin1.GetString([.. _unread]).IndexOf("\r\n\r\n", StringComparison.Ordinal)) < 0)
        {
            await ReadMoreAsync();
        }

        var lines = Encoding.Latin1.GetString([.. _unread[..headEnd]]).Split("\r\n");
        var headers = lines.Skip(1).ToLookup(line => line.Split(": ")[0], line => line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..], StringComparer.OrdinalIgnoreCase);
        var length = method == "HEAD" ? 0 : int.Parse(headers["Content-Length"].SingleOrDefault() ?? "0");
        while (_unread.Count < headEnd + 4 + length)
        {
            await ReadMoreAsync();
        }

        var body = _unread.Slice(headEnd + 4, length).ToArray();
        _unread.RemoveRange(0, headEnd + 4 + length);
        return new RawAnswer(int.Parse(lines[0].Split(' ')[1]), headers, body);
    }

    public void Dispose() => _client.Dispose();

    private async Task ReadMoreAsync()
    {
        var buffer = new byte[64 * 1024];
        var read = await _client.GetStream().ReadAsync(buffer).AsTask().WaitAsync(Patience.Limit);
        if (read == 0)
        {
            throw new EndOfStreamException("the gateway ended the connection");
        }

        _unread.AddRange(buffer.AsSpan(0, read));
    }
}
