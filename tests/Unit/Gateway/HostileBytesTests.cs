using System.Net.Sockets;
using System.Text;
using Countersign.Core.Frames;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Gateway;

public sealed class HostileBytesTests
{
    private static readonly string[] _pieces =
    [
        "GET", "POST", "DELETE", " ", "/", "/api/v3/order", "/api/v3/time", "?", "&", "=", "%", "%00", "..", "//", " HTTP/1.1", " HTTP/1.0", " HTTP/9.9",
        "\r\n", "\n", "\r", "\0", "\u00e4", "\u00ff", ":", "Host: a\r\n", "X-MBX-APIKEY: k\r\n", "X-MBX-TIME-UNIT: x\r\n", "Content-Length: 5\r\n",
        "Content-Length: -1\r\n", "Content-Length: 99999999999\r\n", "Transfer-Encoding: chunked\r\n", "Expect: 100-continue\r\n", "Upgrade: h2c\r\n",
        "Connection: Upgrade\r\n", "5\r\nhello\r\n", "0\r\n\r\n", "fffffffff\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "signature=1", "timestamp=1", "\r\n\r\n",
    ];

    [Fact]
    public async Task Bytes_that_are_no_request_disturb_nobody()
    {
        await using var world = await GatewayWorld.StartAsync();
        var random = new Random(7);
        for (var round = 0; round < 400; round++)
        {
            var text = new StringBuilder(random.Next(2) == 0 ? "" : "GET /api/v3/order?a=b HTTP/1.1\r\nHost: a\r\n");
            for (var i = random.Next(1, 25); i > 0; i--)
            {
                text.Append(_pieces[random.Next(_pieces.Length)]);
            }

            using var client = new TcpClient("127.0.0.1", new Uri(world.Url).Port);
            try
            {
                await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text.ToString()));
                client.Client.Shutdown(SocketShutdown.Send);
            }
            catch (IOException)
            {
                // It had been sent enough to hang up.
            }
            catch (SocketException)
            {
                // The same, seen by the shutdown.
            }
        }

        // Those that happened to be requests are under way until their bots are seen to be gone; then all is as before.
        world.ShouldBecomeQuiet();
        using var bot = world.Connect();
        await bot.SendAsync("GET", "/api/v3/openOrders?last=1");
        Frame.TryRead<BotCall>(await NextWithQueryAsync(world, "last=1"), out var call).ShouldBeTrue();
        world.Courier.Answer(call.Id, "[]");
        (await bot.ReadAsync()).Text.ShouldBe("[]");
    }

    private static async Task<byte[]> NextWithQueryAsync(GatewayWorld world, string query)
    {
        while (true)
        {
            var packet = await world.Signer.NextAsync();
            if (Encoding.Latin1.GetString(packet).Contains(query, StringComparison.Ordinal))
            {
                return packet;
            }
        }
    }
}
