using System.Security.Cryptography;
using System.Text;
using Countersign.Clients;
using Countersign.Core.Catalogue;
using Countersign.Core.Frames;
using Countersign.Core.Requests;
using Countersign.Unit.Gateway;
using Countersign.Unit.Requests;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Clients;

/// <summary>What bots send, through the gateway and into the signer's eyes: accepted, verified, and of the same meaning.</summary>
public sealed class ClientRequestTests
{
    private const string ApiKey = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A";
    private const long Now = 1736393892000;

    // The secret of the exchange's documented example (binance-spot-api-docs, rest-api.md).
    private static readonly byte[] _secret = "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j"u8.ToArray();

    public static TheoryData<string> Signed => [.. ClientRequest.ReadAll().Where(request => request.IsSigned).Select(request => request.Name)];

    public static TheoryData<string> Public => [.. ClientRequest.ReadAll().Where(request => !request.IsSigned).Select(request => request.Name)];

    [Theory]
    [MemberData(nameof(Signed))]
    public async Task A_signed_request_is_accepted_and_means_the_same(string name)
    {
        var sent = Find(name);
        await using var world = await GatewayWorld.StartAsync();
        using var bot = world.Connect();
        await bot.SendAsync(sent.Write(ApiKey, _secret, Now));
        Frame.TryRead<BotCall>(await world.Signer.NextAsync(), out var call).ShouldBeTrue();
        Encoding.ASCII.GetString(call.ApiKey).ShouldBe(ApiKey);

        HttpVerbs.TryParse(Encoding.ASCII.GetString(call.Method), out var verb).ShouldBeTrue();
        var request = new BotRequest();
        request.TryRead(verb, call.Path, call.Query, call.Body, out var refusal).ShouldBeTrue(refusal?.ToString());
        var mac = new byte[BotRequest.MacLength];
        request.TryReadMac(mac).ShouldBeTrue();
        mac.ShouldBe(HMACSHA256.HashData(_secret, Requested.Signed(request)));
        request.TimestampMicroseconds.ShouldBe(Now * 1000);

        var canonical = Requested.Canonical(request, new Stamp(7, 2, "stamped"u8));
        var expected = new Dictionary<string, string>(sent.Meaning, StringComparer.Ordinal) { ["recvWindow"] = "2", ["timestamp"] = "7" };
        Decode(canonical).ShouldBe(expected, ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Public))]
    public async Task A_public_request_goes_on_without_the_key_and_means_the_same(string name)
    {
        var sent = Find(name);
        await using var world = await GatewayWorld.StartAsync();
        using var bot = world.Connect();
        await bot.SendAsync(sent.Write(ApiKey, _secret, Now));
        var packet = await world.Courier.NextAsync();
        Encoding.Latin1.GetString(packet).ShouldNotContain(ApiKey);
        Frame.TryRead<PublicCall>(packet, out var call).ShouldBeTrue();
        EndpointCatalogue.At(call.Endpoint)!.Path.ShouldBe(sent.Target.Split('?')[0]);
        Decode(Encoding.ASCII.GetString(call.Query)).ShouldBe(sent.Meaning, ignoreOrder: true);
    }

    [Fact]
    public void Each_client_is_there_with_an_order_and_a_cancel()
    {
        var clients = ClientRequest.ReadAll().ToLookup(request => request.Name.Split(':')[0]);
        clients.Select(client => client.Key).ShouldBe(["binance-net", "freqtrade", "hummingbot", "python-binance"], ignoreOrder: true);
        foreach (var client in clients)
        {
            client.ShouldContain(request => request.Method == "POST");
            client.ShouldContain(request => request.Method == "DELETE");
        }
    }

    private static ClientRequest Find(string name) => ClientRequest.ReadAll().Single(request => request.Name == name);

    private static Dictionary<string, string> Decode(string query) => query.Split('&').Select(pair => pair.Split('='))
        .ToDictionary(pair => Uri.UnescapeDataString(pair[0]), pair => Uri.UnescapeDataString(pair[1]), StringComparer.Ordinal);
}
