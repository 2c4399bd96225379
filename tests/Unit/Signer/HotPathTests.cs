using System.Security.Cryptography;
using System.Text;
using Countersign.Core.Catalogue;
using Countersign.Core.Policies;
using Countersign.Core.Requests;
using Countersign.Signer.Custody;
using Countersign.Signer.Enforcement;
using Countersign.Unit.Policies;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Signer;

/// <summary>The signer's way from received bytes to a signed query leaves no garbage behind, whose collection would stop every order at once.</summary>
public sealed class HotPathTests : IDisposable
{
    private const int Times = 1000;
    private const int ShortestQuery = 100;

    private readonly byte[] _secret = Encoding.ASCII.GetBytes(new string('s', 64));
    private readonly BotMac _mac;
    private readonly ReplayGuard _replays = new(TimeProvider.System, 0);
    private readonly BotRequest _request = new();
    private readonly byte[] _query = new byte[SignatureWriter.MaxQuery];

    public HotPathTests() => _mac = new BotMac(_secret);

    public static TheoryData<string, string, string> Calls => new()
    {
        { "POST", "/api/v3/order", "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.00100000&price=105.50&recvWindow=5000.5" },
        { "POST", "/api/v3/order", "symbol=BTCUSDT&side=SELL&type=MARKET&quoteOrderQty=12.5&newClientOrderId=a-%62" },
        { "POST", "/api/v3/order/test", "symbol=BTCUSDT&side=BUY&type=LIMIT_MAKER&quantity=1.23456789012345678901&price=50&selfTradePreventionMode=NONE" },
        { "DELETE", "/api/v3/order", "symbol=BTCUSDT&origClientOrderId=a%20b%2Bc%e5%b8%81" },
        { "GET", "/api/v3/account", "omitZeroBalances=true" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public void Allocates_nothing_with_an_Ed25519_key(string method, string path, string parameters)
    {
        using var key = new Ed25519SigningKey(new byte[32]);
        Measure(key, method, path, parameters).ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void Allocates_nothing_with_an_HMAC_key(string method, string path, string parameters)
    {
        using var key = new HmacSigningKey(_secret);
        Measure(key, method, path, parameters).ShouldBe(0);
    }

    public void Dispose() => _mac.Dispose();

    private long Measure(ExchangeSigningKey key, string method, string path, string parameters)
    {
        var verb = Encoding.ASCII.GetBytes(method);
        var at = Encoding.ASCII.GetBytes(path);
        // Each is another request; what makes them is not measured.
        var signed = Enumerable.Range(0, 2 * Times).Select(i => Sign($"{parameters}&timestamp={Policed.Now.ToUnixTimeMilliseconds() * 1000 + i}")).ToArray();
        foreach (var query in signed[..Times])
        {
            Pass(key, verb, at, query).ShouldBeGreaterThan(ShortestQuery);
        }

        var least = int.MaxValue;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = Times; i < signed.Length; i++)
        {
            least = Math.Min(least, Pass(key, verb, at, signed[i]));
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        least.ShouldBeGreaterThan(ShortestQuery);
        return allocated;
    }

    // Zero where any step refuses.
    private int Pass(ExchangeSigningKey key, ReadOnlySpan<byte> method, ReadOnlySpan<byte> path, ReadOnlySpan<byte> query)
    {
        if (!HttpVerbs.TryParse(method, out var verb) || !_request.TryRead(verb, path, query, default, out _))
        {
            return 0;
        }

        Span<byte> mac = stackalloc byte[BotMac.Length];
        var endpoint = _request.Endpoint;
        if (!_mac.Verify(_request.Signature, mac, _request.SignedBytes.First, _request.SignedBytes.Second)
            || TimeWindow.Judge(_request, Policed.Now) is not null
            || _replays.Check(MacKey.Of(1, mac), endpoint, _request.TimestampMicroseconds, out _) != Replay.Fresh
            || !_replays.TryClaim(MacKey.Of(1, mac))
            || !PolicyJudge.TryAllow(Policed.Trading, _request, Policed.Facts, Policed.Now, out _, out _))
        {
            return 0;
        }

        Span<byte> id = stackalloc byte[ClientOrderId.Length];
        ClientOrderId.Write(id);
        return SignatureWriter.Append(_query, CanonicalRequest.Write(_request, new Stamp(1_800_000_000_000, 1000, id), _query), key);
    }

    private byte[] Sign(string payload) =>
        Encoding.ASCII.GetBytes($"{payload}&signature={Convert.ToHexStringLower(HMACSHA256.HashData(_secret, Encoding.ASCII.GetBytes(payload)))}");
}
