using System.Globalization;
using System.Text;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Signer;

/// <summary>
/// Random calls of random bots, tampered with at random by a gateway: whatever reaches the courier, its bot signed and its policy allows. The
/// check is written anew here, from what is on the wire.
/// </summary>
public sealed class NothingUnsignedTests
{
    private static readonly string[] _paths =
    [
        "/api/v3/order", "/api/v3/order/test", "/api/v3/account", "/api/v3/openOrders", "/api/v3/myTrades", "/sapi/v1/capital/withdraw/apply",
        "/sapi/v1/account/enableFastWithdrawSwitch", "/fapi/v1/order", "/api/v3/orderList/oco", "/sapi/v1/asset/transfer",
    ];

    private static readonly string[] _methods = ["GET", "POST", "DELETE", "PUT"];
    private static readonly string[] _symbols = ["BTCUSDT", "ETHUSDT", "PEPEUSDT"];

    [Trait("Speed", "Slow")]
    [Theory]
    [InlineData(1)]
    [InlineData(20_260_301)]
    public void Nothing_reaches_the_courier_that_no_bot_signed_or_no_policy_allows(int seed)
    {
        using var world = SignerWorld.Trading(out var trader, out var key);
        var reader = world.Vault.Bot("reader", "main", TestVault.ReadingPolicy);
        world.Load(reader.Record).ShouldBeDone();
        world.Market("ETHUSDT", 2_999m, 3_001m, 3_000m);
        var random = new Random(seed);
        var signed = new HashSet<(string Bot, string Meaning)>();
        var kept = new List<(TestBot Bot, string Query)>();
        var sentOnce = new HashSet<string>(StringComparer.Ordinal);
        var sent = 0;
        for (var i = 0; i < 1_500; i++)
        {
            if (random.Next(8) == 0)
            {
                world.Time.Advance(TimeSpan.FromMilliseconds(1));
            }

            if (random.Next(200) == 0)
            {
                world.Market("BTCUSDT", 49_990m, 50_010m, 50_000m);
                world.Market("ETHUSDT", 2_999m, 3_001m, 3_000m);
            }

            var bot = random.Next(4) == 0 ? reader : trader;
            string query;
            if (kept.Count > 0 && random.Next(4) == 0)
            {
                (bot, query) = kept[random.Next(kept.Count)];
            }
            else
            {
                var parameters = $"{Parameters(random)}timestamp={world.Now}";
                query = bot.Signed(parameters);
                signed.Add((bot.Name, Meaning(parameters)));
                kept.Add((bot, query));
            }

            var shown = random.Next(10) == 0 ? (bot == reader ? trader : reader) : bot;
            var verdict = world.Ask(shown, Pick(random, _methods), Pick(random, _paths), Tamper(random, query));
            if (verdict.Sent is { } call)
            {
                sent++;
                signed.ShouldContain((shown.Name, Meaning($"{call.Payload}&timestamp={Find(query, "timestamp")}", stripStamp: true)), call.Payload);
                call.Signature.ShouldBe(key.Sign(call.Payload));
                Allowed(call, shown == reader).ShouldBeTrue($"{call.Endpoint} {call.Payload}");
                (call.Endpoint.Method != Countersign.Core.Catalogue.HttpVerb.Get && !sentOnce.Add(query)).ShouldBeFalse($"twice: {call.Endpoint} {call.Payload}");
            }
        }

        sent.ShouldBeGreaterThan(50);
        world.Unexpected.ShouldBeEmpty();
    }

    // What is allowed, said a second time and in other words.
    private static bool Allowed(SentCall call, bool readOnly)
    {
        var what = call.Endpoint.ToString();
        if (what is "GET /api/v3/account" or "GET /api/v3/order" or "GET /api/v3/openOrders" or "GET /api/v3/myTrades" or "GET /fapi/v1/order")
        {
            return true;
        }

        var symbol = call.Find("symbol");
        if (readOnly || symbol is not ("BTCUSDT" or "ETHUSDT"))
        {
            return false;
        }

        if (what is "DELETE /api/v3/order" or "DELETE /api/v3/openOrders")
        {
            return true;
        }

        if (what is not ("POST /api/v3/order" or "POST /api/v3/order/test"))
        {
            return false;
        }

        var (worst, limit) = symbol == "BTCUSDT" ? (50_000m, 1000m) : (3_000m, 500m);
        var quantity = Number(call.Find("quantity"));
        return call.Find("type") switch
        {
            "LIMIT" or "LIMIT_MAKER" => quantity * Math.Max(Number(call.Find("price")), worst) <= limit,
            "MARKET" => (call.Find("quoteOrderQty") is { } quote ? Number(quote) : quantity * worst) <= limit,
            _ => false,
        };
    }

    private static decimal Number(string? text) => decimal.Parse(text ?? "0", CultureInfo.InvariantCulture);

    private static string Parameters(Random random)
    {
        var text = new StringBuilder($"symbol={Pick(random, _symbols)}&");
        switch (random.Next(4))
        {
            case 0:
                text.Append(CultureInfo.InvariantCulture, $"orderId={random.Next(20)}&");
                break;
            case 1:
                break;
            default:
                text.Append(CultureInfo.InvariantCulture, $"side={(random.Next(2) == 0 ? "BUY" : "SELL")}&newClientOrderId=n{random.Next()}&");
                text.Append(random.Next(4) switch
                {
                    0 => $"type=LIMIT&timeInForce=GTC&quantity={Amount(random, 30)}&price={random.Next(1, 60_000)}&",
                    1 => $"type=LIMIT_MAKER&quantity={Amount(random, 30)}&price={random.Next(1, 60_000)}&",
                    2 => $"type=MARKET&quantity={Amount(random, 30)}&",
                    _ => $"type=MARKET&quoteOrderQty={random.Next(1, 1500)}&",
                });
                break;
        }

        return text.ToString();
    }

    private static string Amount(Random random, int thousandths) => (random.Next(1, thousandths) / 1000m).ToString(CultureInfo.InvariantCulture);

    private static string Tamper(Random random, string query)
    {
        var at = random.Next(query.Length);
        return random.Next(16) switch
        {
            0 => query[..at] + (char)('0' + random.Next(10)) + query[(at + 1)..],
            1 => query.Remove(at, 1),
            2 => query + "&quantity=9",
            3 => query.Replace("quantity=0.0", "quantity=0.", StringComparison.Ordinal),
            4 => query.Replace("BTCUSDT", "PEPEUSDT", StringComparison.Ordinal),
            5 => string.Join('&', query.Split('&').Reverse()),
            6 => query.ToUpperInvariant(),
            _ => query,
        };
    }

    // The set of names and values that a bot means; a signer adds its own stamp to it, and nothing else.
    private static string Meaning(string parameters, bool stripStamp = false)
    {
        var pairs = parameters.Split('&').ToList();
        if (stripStamp)
        {
            pairs.RemoveAt(pairs.FindIndex(pair => pair.StartsWith("timestamp=", StringComparison.Ordinal)));
            pairs.RemoveAll(pair => pair.StartsWith("recvWindow=", StringComparison.Ordinal));
        }

        return string.Join('&', pairs.Order(StringComparer.Ordinal));
    }

    private static string Find(string query, string name) =>
        query.Split('&').Single(pair => pair.StartsWith(name + "=", StringComparison.Ordinal))[(name.Length + 1)..];

    private static string Pick(Random random, string[] words) => words[random.Next(words.Length)];
}
