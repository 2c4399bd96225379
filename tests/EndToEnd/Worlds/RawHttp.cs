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

        return await SendAsync(url, request.Append("\r\n").Append(body).ToString());
    }

    /// <summary>Exactly these bytes, one for each character.</summary>
    public static async Task<BotAnswer> SendAsync(string url, string request)
    {
        var address = new Uri(url);
        using var client = new TcpClient();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await client.ConnectAsync(address.Host, address.Port, patience.Token);
        }
        catch (SocketException broken)
        {
            throw new IOException("no connection: " + broken.Message, broken);
        }

        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), patience.Token);
        using var answer = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while (!IsWhole(answer) && (read = await stream.ReadAsync(buffer, patience.Token)) > 0)
        {
            answer.Write(buffer.AsSpan(0, read));
        }

        return IsWhole(answer) ? Read(answer.ToArray()) : throw new IOException("the connection ended before the whole answer");
    }

    private static bool IsWhole(MemoryStream answer)
    {
        var bytes = answer.GetBuffer().AsSpan(0, (int)answer.Length);
        var end = bytes.IndexOf("\r\n\r\n"u8);
        return end >= 0 && bytes.Length - end - 4 >= LengthOf(Encoding.Latin1.GetString(bytes[..end]));
    }

    private static int LengthOf(string head)
    {
        var line = head.Split("\r\n").FirstOrDefault(static line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        return line is null ? 0 : int.Parse(line["Content-Length:".Length..], CultureInfo.InvariantCulture);
    }

    private static BotAnswer Read(byte[] answer)
    {
        var end = answer.AsSpan().IndexOf("\r\n\r\n"u8);
        var lines = Encoding.Latin1.GetString(answer, 0, end).Split("\r\n");
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines[1..])
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        return new BotAnswer(int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture), headers, Encoding.UTF8.GetString(answer.AsSpan(end + 4)));
    }
}
