using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Countersign.EndToEnd.Worlds;

/// <summary>HTTP/1.1 byte for byte as a test wants it, one connection for each request: libraries would mend what a thief leaves broken.</summary>
internal static class RawHttp
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <param name="url">Scheme, host and port.</param>
    /// <param name="method">As it stands in the request line.</param>
    /// <param name="target">Likewise; Latin-1.</param>
    /// <param name="headers">Beside Host, Connection and Content-Length.</param>
    /// <param name="body">Latin-1; empty for none.</param>
    /// <exception cref="IOException">The connection broke before the whole answer was there.</exception>
    public static async Task<BotAnswer> SendAsync(
        string url, string method, string target, IEnumerable<(string Name, string Value)> headers, string body = "")
    {
        var address = new Uri(url);
        var request = new StringBuilder();
        request.Append(CultureInfo.InvariantCulture, $"{method} {target} HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: close\r\n");
        foreach (var (name, value) in headers)
        {
            request.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        if (body.Length > 0)
        {
            request.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n");
        }

        request.Append("\r\n").Append(body);
        using var client = new TcpClient();
        try
        {
            using var patience = new CancellationTokenSource(Patience);
            await client.ConnectAsync(address.Host, address.Port, patience.Token);
            var stream = client.GetStream();
            await stream.WriteAsync(Encoding.Latin1.GetBytes(request.ToString()), patience.Token);
            using var answer = new MemoryStream();
            await stream.CopyToAsync(answer, patience.Token);
            return Read(answer.ToArray());
        }
        catch (SocketException broken)
        {
            throw new IOException("no connection: " + broken.Message, broken);
        }
    }

    private static BotAnswer Read(byte[] answer)
    {
        var end = answer.AsSpan().IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            throw new IOException("the connection ended before an answer");
        }

        var lines = Encoding.Latin1.GetString(answer, 0, end).Split("\r\n");
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines[1..])
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        var body = answer[(end + 4)..];
        if (headers.TryGetValue("Content-Length", out var length) && int.Parse(length, CultureInfo.InvariantCulture) != body.Length)
        {
            throw new IOException("the connection ended in the middle of an answer");
        }

        return new BotAnswer(int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture), headers, Encoding.UTF8.GetString(body));
    }
}
