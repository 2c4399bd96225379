using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Countersign.Core.Catalogue;
using Countersign.Core.Policies;
using Countersign.Core.Requests;
using Countersign.Signer.Custody;
using Countersign.Signer.Enforcement;

namespace Countersign.Benchmarks.Hotpath;

/// <summary>One limit order, as a common client sends it, on its way from the received bytes to the signed query; what the signer itself runs.</summary>
internal sealed class OrderStages : IDisposable
{
    private const int ReceiveWindow = 1000;

    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(64);
    private readonly byte[] _query;
    private readonly byte[] _canonical = new byte[SignatureWriter.MaxQuery];
    private readonly int _payload;
    private readonly BotRequest _request = new();
    private readonly BotMac _mac;
    private readonly ReplayGuard _replays = new(new SteppingTime(), 0);
    private readonly Policy _policy;
    private readonly MarketFacts _facts;
    private readonly ExchangeSigningKey _ed25519 = new Ed25519SigningKey(RandomNumberGenerator.GetBytes(32));
    private readonly ExchangeSigningKey _hmac;
    private uint _sequence;

    public OrderStages()
    {
        _hmac = new HmacSigningKey(_secret);
        _mac = new BotMac(_secret);
        _query = Sign($"symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.00100000&price=50000.00&recvWindow=5000&timestamp={_now.ToUnixTimeMilliseconds()}");
        _policy = PolicyJson.TryRead(
            """{"task": "spot-trading", "orderTypes": ["LIMIT", "MARKET"], "symbols": {"BTCUSDT": {"maxNotional": "1000"}, "ETHUSDT": {"maxNotional": "1000"}}}"""u8.ToArray(),
            out var policy, out _) ? policy : throw new InvalidOperationException("the policy is not read");
        _facts = new MarketFacts(49_990m, 50_010m, _now, 50_000m, _now);
        Parse();
        _payload = Write();
    }

    public IEnumerable<Stage> Measure()
    {
        yield return Stage.Measure("parse", () => Parse());
        yield return Stage.Measure("prove", () => Prove());
        yield return Stage.Measure("replay", () => GuardReplay());
        yield return Stage.Measure("judge", () => Judge());
        yield return Stage.Measure("canonical form, with a new order id", () => Write());
        yield return Stage.Measure("sign, Ed25519", () => SignatureWriter.Append(_canonical, _payload, _ed25519));
        yield return Stage.Measure("sign, HMAC", () => SignatureWriter.Append(_canonical, _payload, _hmac));
    }

    public void Dispose()
    {
        _mac.Dispose();
        _ed25519.Dispose();
        _hmac.Dispose();
    }

    private void Parse() =>
        Require(HttpVerbs.TryParse("POST"u8, out var verb) && _request.TryRead(verb, "/api/v3/order"u8, _query, default, out _));

    private void Prove()
    {
        Span<byte> mac = stackalloc byte[BotMac.Length];
        Require(_mac.Verify(_request.Signature, mac, _request.SignedBytes.First, _request.SignedBytes.Second)
            && TimeWindow.Judge(_request, _now) is null);
    }

    // Each call is another request.
    private void GuardReplay()
    {
        var number = ++_sequence;
        var mac = new MacKey(number % 4, number * 0x9E37_79B9_7F4A_7C15, 0, 0, number);
        Require(_replays.Check(mac, _request.Endpoint, _request.TimestampMicroseconds, out _) == Replay.Fresh && _replays.TryClaim(mac));
    }

    private void Judge() => Require(PolicyJudge.TryAllow(_policy, _request, _facts, _now, out _, out _));

    private int Write()
    {
        Span<byte> id = stackalloc byte[ClientOrderId.Length];
        ClientOrderId.Write(id);
        return CanonicalRequest.Write(_request, new Stamp(_now.ToUnixTimeMilliseconds(), ReceiveWindow, id), _canonical);
    }

    private byte[] Sign(string payload) => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"{payload}&signature={Convert.ToHexStringLower(HMACSHA256.HashData(_secret, Encoding.ASCII.GetBytes(payload)))}"));

    private static void Require(bool held)
    {
        if (!held)
        {
            throw new InvalidOperationException("the order is refused");
        }
    }
}
