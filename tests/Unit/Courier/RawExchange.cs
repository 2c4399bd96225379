using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Countersign.Core.Names;

namespace Countersign.Unit.Courier;

/// <summary>
/// An exchange made of a bare socket: it answers each request with the text that the test gives, null closes the connection without
/// an answer. The clock is answered unless the test does it.
/// </summary>
internal sealed class RawExchange : IDisposable
{
    public const string Hangs = "hangs";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<RawRequest> _requests = new();
    private readonly ConcurrentBag<TcpClient> _clients = [];
    private readonly Func<RawRequest, string?> _answer;
    private int _connections;

    public RawExchange(Func<RawRequest, string?> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Exchange Exchange => At($"http://127.0.0.1:{Port}");

    /// <summary>What came, without the courier's questions for the time.</summary>
    public IReadOnlyList<RawRequest> Requests => [.. _requests.Where(request => !request.Target.StartsWith("/api/v3/time", StringComparison.Ordinal))];

    public static Exchange At(string origin) => Exchange.TryParse(origin, out var exchange, out var reason) ? exchange : throw new ArgumentException(reason, nameof(origin));

    public static string Ok(string body, string headers = "") => Status(200, body, headers);

    public static string Status(int status, string body, string headers = "") =>
        $"HTTP/1.1 {status} Words\r\nContent-Type: application/json;charset=UTF-8\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

    public void Dispose()
    {
        _listener.Dispose();
        foreach (var client in _clients)
        {
            client.Dispose();
        }
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                _clients.Add(client);
                _ = Serve(client, Interlocked.Increment(ref _connections));
            }
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task Serve(TcpClient client, int connection)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                while (await Read(stream) is { } text)
                {
                    var request = new RawRequest(connection, text);
                    _requests.Enqueue(request);
                    var answer = request.Target.StartsWith("/api/v3/time", StringComparison.Ordinal) ? TheTime() : _answer(request);
                    if (answer == Hangs)
                    {
                        continue;
                    }

                    if (answer is null)
                    {
                        return;
                    }

                    await stream.WriteAsync(Encoding.Latin1.GetBytes(answer));
                }
            }
            catch (Exception fault) when (fault is IOException or ObjectDisposedException)
            {
                // The courier hung up.
            }
        }
    }

    private static string TheTime() =>
        Ok($$"""{"serverTime":{{(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() + 5000).ToString(CultureInfo.InvariantCulture)}}}""");

    private static async Task<string?> Read(NetworkStream stream)
    {
        var text = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one) == 1)
        {
            text.Append((char)one[0]);
            if (text.Length >= 4 && text.ToString(text.Length - 4, 4) == "\r\n\r\n")
            {
                return text.ToString();
            }
        }

        return null;
    }
}
