using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Shouldly;
using Xunit;

namespace Countersign.EndToEnd.Sandbox;

/// <summary>Signatures, time windows, permissions, allow-lists: who may do what at the exchange.</summary>
public sealed class SandboxSecurityTests
{
    private const string Account = "/api/v3/account";
    private const string Restrictions = "/sapi/v1/account/apiRestrictions";

    [Fact]
    public async Task Follows_its_own_clock()
    {
        await using var world = await SandboxWorld.StartAsync();
        await world.Control.SetClockAsync(30_000);

        (await world.Client.SignedAsync(HttpMethod.Get, Account)).Code.ShouldBe(-1021);
        (await world.Client.SignedAsync(HttpMethod.Get, Account, plusMilliseconds: 30_000)).Status.ShouldBe(HttpStatusCode.OK);
        (await world.Client.GetAsync("/api/v3/time")).Json["serverTime"]!.GetValue<long>()
            .ShouldBeGreaterThan(long.Parse(RawClient.Now(29_000), CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Takes_and_gives_microseconds_where_asked()
    {
        await using var world = await SandboxWorld.StartAsync();
        var query = $"timestamp={RawClient.Now()}123";
        var signature = RawClient.HmacHex(world.Key.Secret!, Encoding.ASCII.GetBytes(query));

        var answer = await world.Client.SendAsync(HttpMethod.Get, $"{Account}?{query}&signature={signature}");
        var time = await world.Client.SendAsync(HttpMethod.Get, "/api/v3/time", null, ("X-MBX-TIME-UNIT", "MICROSECOND"));
        var wrong = await world.Client.SendAsync(HttpMethod.Get, "/api/v3/time", null, ("X-MBX-TIME-UNIT", "HOUR"));

        answer.Status.ShouldBe(HttpStatusCode.OK);
        time.Json["serverTime"]!.GetValue<long>().ShouldBeGreaterThan(1_000_000_000_000_000);
        wrong.Code.ShouldBe(-1194);
    }

    [Fact]
    public async Task Verifies_query_and_body_together_without_a_separator()
    {
        await using var world = await SandboxWorld.StartAsync();
        const string query = "symbol=BTCUSDT&side=BUY&type=MARKET";
        var body = $"quantity=0.001&timestamp={RawClient.Now()}";
        var signature = RawClient.HmacHex(world.Key.Secret!, Encoding.ASCII.GetBytes(query + body));

        var good = await Post(query, $"{body}&signature={signature.ToUpperInvariant()}");
        var separated = await Post(query, $"{body}&signature={RawClient.HmacHex(world.Key.Secret!, Encoding.ASCII.GetBytes(query + "&" + body))}");
        var changed = await Post(query.Replace("BUY", "SELL", StringComparison.Ordinal), $"{body}&signature={signature}");

        good.Status.ShouldBe(HttpStatusCode.OK);
        separated.Code.ShouldBe(-1022);
        changed.Code.ShouldBe(-1022);

        Task<RawAnswer> Post(string inQuery, string inBody) =>
            world.Client.SendAsync(HttpMethod.Post, "/api/v3/order?" + inQuery, Encoding.ASCII.GetBytes(inBody));
    }

    [Fact]
    public async Task Takes_the_query_where_a_name_is_in_query_and_body()
    {
        await using var world = await SandboxWorld.StartAsync();
        const string query = "symbol=BTCUSDT&side=SELL&type=MARKET&quantity=0.001";
        var body = $"side=BUY&timestamp={RawClient.Now()}";
        var signature = RawClient.HmacHex(world.Key.Secret!, Encoding.ASCII.GetBytes(query + body));

        var answer = await world.Client.SendAsync(
            HttpMethod.Post, "/api/v3/order?" + query, Encoding.ASCII.GetBytes($"{body}&signature={signature}"));

        answer.Json["side"]!.GetValue<string>().ShouldBe("SELL");
    }

    [Fact]
    public async Task Refuses_bytes_that_should_have_been_percent_encoded()
    {
        await using var world = await SandboxWorld.StartAsync();
        var payload = Encoding.UTF8.GetBytes($"symbol=１２３&timestamp={RawClient.Now()}");
        var signature = RawClient.HmacHex(world.Key.Secret!, payload);

        var answer = await world.Client.SendAsync(
            HttpMethod.Post, "/api/v3/order/test", [.. payload, .. Encoding.ASCII.GetBytes("&signature=" + signature)]);

        answer.Code.ShouldBe(-1022);
    }

    [Fact]
    public async Task Verifies_rsa_signatures()
    {
        await using var world = await SandboxWorld.StartAsync();
        using var rsa = RSA.Create(2048);
        var key = await world.Control.CreateKeyAsync("trader", "rsa", rsa.ExportSubjectPublicKeyInfoPem(), null);
        using var client = new RawClient(world.Exchange.Url, key.ApiKey, payload => Uri.EscapeDataString(
            Convert.ToBase64String(rsa.SignData(payload, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))));
        using var other = RSA.Create(2048);
        using var forger = new RawClient(world.Exchange.Url, key.ApiKey, payload => Uri.EscapeDataString(
            Convert.ToBase64String(other.SignData(payload, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))));

        (await client.SignedAsync(HttpMethod.Get, Account)).Status.ShouldBe(HttpStatusCode.OK);
        (await forger.SignedAsync(HttpMethod.Get, Account)).Code.ShouldBe(-1022);
    }

    // binance-connector-java, clients/spot, Ed25519ApiTest.java and RSAApiTest.java; the public halves were derived from their test keys.
    [Theory]
    [InlineData(
        "ed25519",
        "MCowBQYDK2VwAyEAfriCDVI7O8lQGC+0hKgXYJZcIUVhWiIt8F7EZwroEvs=",
        "1KohSdsEYUHEO2qTbkkjbmFdufaUTF9dKat6oUwE2RHT+zThFX4i1MMeNC5nqH0Eya07jbRN9/Lq1HaTgjD2Aw==")]
    [InlineData(
        "rsa",
        "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA1hNLa6BIyGqWaXMtYLrzAsus2CuKecz3XNPKXgQQGN7EgVrH5b88Rkerfdgcu+E18jWcwV5VaxK4sT6yYAiNVjQ6N+AJRgY3QI65IyMbfHsaXAQIUkMDQNrinHcsMR1GszgauqI1eJMPB9lhrRTXkWUvadiUmxvOW8KTvryJnrnDywK+2c6QIhmaEyFrPg29Nl0zbUX0C83PGaJZYRFPL7fV64+tR/gU/ep+PvS9yi1/tuv/tgAPft9tXoZmYhDD9ehjnsoT/kCJW1SYncfcs59racaHVxjTr7l+AdbiiaDHBuPlShdrZmr0DuyRXEMZHNPfVyKlbdVbK5CHrUyIGwIDAQAB",
        "dmfJCWBD/6umdoUkRniOlyxvHo4eZaFRarnva+ElB7kAfLdWa8AcwSyiDS13WZZmKIbCKHanbkfzjoZCTUzd10PpA2hX+uvAPaRYQh460eLZfaKF3fg30gSa9PRwsGR/DcUDI415rafzoDbxOgwRTehSTg7eT7+RWx9iv2V8GWW+fVULu406XoWv7jfffXdP28GiuKBS40XZScb4vgINlaSkMyAlMhwrLnXp5+Oga84uOlb6UFvClXa8CaL5Sn3xExc5YT6fKYcGZby5Hntdb1EmXglK3RwZqJiP4PsCcigciw7NIHB12gXMrkpcqi9STokCzdXXzfN5BQSeC26UcQ==")]
    public async Task Accepts_the_published_signatures_of_the_exchanges_connector(string type, string publicKey, string signature)
    {
        const long timestamp = 1736393892000;
        await using var world = await SandboxWorld.StartAsync();
        var pem = $"-----BEGIN PUBLIC KEY-----\n{publicKey}\n-----END PUBLIC KEY-----";
        var key = await world.Control.CreateKeyAsync("trader", type, pem, null);
        await world.Control.SetClockAsync(timestamp - DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        using var client = new RawClient(world.Exchange.Url, key.ApiKey, null);

        var good = await client.GetAsync($"{Account}?timestamp={timestamp}&signature={Uri.EscapeDataString(signature)}");
        var moved = await client.GetAsync($"{Account}?timestamp={timestamp + 1}&signature={Uri.EscapeDataString(signature)}");

        good.Status.ShouldBe(HttpStatusCode.OK, good.Body);
        moved.Code.ShouldBe(-1022);
    }

    [Fact]
    public async Task Asks_for_a_key_that_it_knows()
    {
        await using var world = await SandboxWorld.StartAsync();
        using var none = new RawClient(world.Exchange.Url, null, static _ => "00");
        using var odd = new RawClient(world.Exchange.Url, "short", static _ => "00");
        using var unknown = new RawClient(world.Exchange.Url, new string('A', 64), static _ => "00");

        (await none.SignedAsync(HttpMethod.Get, Account)).Code.ShouldBe(-2014);
        (await odd.SignedAsync(HttpMethod.Get, Account)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await unknown.SignedAsync(HttpMethod.Get, Account)).Code.ShouldBe(-2015);
        (await unknown.SignedAsync(HttpMethod.Get, Restrictions)).Code.ShouldBe(-2008);
        await world.Control.DeleteKeyAsync(world.Key.ApiKey);
        (await world.Client.SignedAsync(HttpMethod.Get, Account)).Code.ShouldBe(-2015);
    }

    [Fact]
    public async Task Compares_the_address_of_the_connection_with_the_allow_list()
    {
        await using var world = await SandboxWorld.StartAsync();
        var key = await world.Control.CreateHmacKeyAsync("trader", ["127.0.0.1"], "enableSpotAndMarginTrading");
        var elsewhere = await world.Control.CreateHmacKeyAsync("trader", ["10.9.8.7"], "enableSpotAndMarginTrading");
        using var here = RawClient.Hmac(world.Exchange.Url, key);
        using var thief = RawClient.Hmac(world.Exchange.Url, key, IPAddress.Parse("127.0.0.2"));
        using var never = RawClient.Hmac(world.Exchange.Url, elsewhere);

        (await here.SignedAsync(HttpMethod.Get, Account)).Status.ShouldBe(HttpStatusCode.OK);
        var refused = await thief.SignedAsync(HttpMethod.Get, Account);
        (await never.SignedAsync(HttpMethod.Get, Account)).Code.ShouldBe(-2015);

        refused.Status.ShouldBe(HttpStatusCode.Unauthorized);
        (refused.Code, refused.Message).ShouldBe((-2015, "Invalid API-key, IP, or permissions for action."));
        (await world.Control.ReceivedAsync()).Select(static item => item.Address).ShouldBe(["127.0.0.1", "127.0.0.2", "127.0.0.1"]);
        (await here.SignedAsync(HttpMethod.Get, Restrictions)).Json["ipRestrict"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Theory]
    [InlineData("POST", "/api/v3/order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.001", "enableSpotAndMarginTrading")]
    [InlineData("GET", Account, "", "enableReading")]
    [InlineData("POST", "/sapi/v1/capital/withdraw/apply", "coin=BTC&address=thief&amount=0.5", "enableWithdrawals")]
    [InlineData("POST", "/sapi/v1/asset/transfer", "type=MAIN_UMFUTURE&asset=USDT&amount=1", "permitsUniversalTransfer")]
    [InlineData("POST", "/sapi/v1/account/enableFastWithdrawSwitch", "", "enableSpotAndMarginTrading")]
    public async Task Asks_for_the_permission_of_the_endpoint(string method, string path, string parameters, string permission)
    {
        await using var world = await SandboxWorld.StartAsync();
        await world.Control.SetPermissionAsync(world.Key.ApiKey, "enableSpotAndMarginTrading", isOn: false);
        await world.Control.SetPermissionAsync(world.Key.ApiKey, permission, isOn: false);

        var without = await world.Client.SignedAsync(HttpMethod.Parse(method), path, parameters);
        await world.Control.SetPermissionAsync(world.Key.ApiKey, permission, isOn: true);
        var with = await world.Client.SignedAsync(HttpMethod.Parse(method), path, parameters);

        without.Code.ShouldBe(-2015);
        with.Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_withdrawal_really_takes_the_money_away()
    {
        await using var world = await SandboxWorld.StartAsync();
        await world.Control.SetPermissionAsync(world.Key.ApiKey, "enableWithdrawals", isOn: true);

        var taken = await world.Client.SignedAsync(HttpMethod.Post, "/sapi/v1/capital/withdraw/apply", "coin=BTC&address=thief&amount=0.75&extra=ignored");
        var tooMuch = await world.Client.SignedAsync(HttpMethod.Post, "/sapi/v1/capital/withdraw/apply", "coin=BTC&address=thief&amount=0.75");
        var account = await world.TraderAsync();

        taken.Json["id"]!.GetValue<string>().ShouldNotBeEmpty();
        tooMuch.Code.ShouldBe(-4026);
        account.Free("BTC").ShouldBe(0.25m);
        account.Withdrawals.ShouldHaveSingleItem()!["target"]!.GetValue<string>().ShouldBe("thief");
    }

    [Fact]
    public async Task A_transfer_moves_money_between_wallets_and_back()
    {
        await using var world = await SandboxWorld.StartAsync();
        await world.Control.SetPermissionAsync(world.Key.ApiKey, "permitsUniversalTransfer", isOn: true);

        await Transfer("type=MAIN_UMFUTURE&asset=USDT&amount=4000");
        (await world.TraderAsync()).Free("USDT").ShouldBe(6000m);
        (await Transfer("type=UMFUTURE_MAIN&asset=USDT&amount=4001")).Code.ShouldBe(-5013);
        await Transfer("type=UMFUTURE_MAIN&asset=USDT&amount=4000");
        (await world.TraderAsync()).Free("USDT").ShouldBe(10000m);

        Task<RawAnswer> Transfer(string parameters) => world.Client.SignedAsync(HttpMethod.Post, "/sapi/v1/asset/transfer", parameters);
    }
}
