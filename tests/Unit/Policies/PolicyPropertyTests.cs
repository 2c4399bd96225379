using System.Globalization;
using Countersign.Core.Catalogue;
using Countersign.Core.Policies;
using Countersign.Core.Requests;
using Countersign.Unit.Requests;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Policies;

/// <summary>What holds for every order and every policy, tried on seeded random ones.</summary>
public sealed class PolicyPropertyTests
{
    private const int Tries = 6000;
    private static readonly string[] _symbols = ["BTCUSDT", "ETHUSDT", "币安USDT"];
    private static readonly string[] _types = ["LIMIT", "LIMIT_MAKER", "MARKET", "STOP_LOSS", "nonsense"];
    private static readonly string[] _numbers =
        ["0", "0.001", "1", "5", "250.5", "1000", "1000.00000001", "9999999999999999999999999999", "0.0000000000000000000000000001", "79228162514264337593543950335"];

    [Fact]
    public void The_judge_never_throws_and_answers_the_same_whatever_the_order_of_the_parameters()
    {
        var random = new Random(2);
        for (var i = 0; i < Tries; i++)
        {
            var parameters = RandomOrder(random);
            var shuffled = parameters.ToArray();
            random.Shuffle(shuffled);
            var policy = RandomPolicy(random);
            var facts = RandomFacts(random);

            Judge(policy, shuffled, facts).ShouldBe(Judge(policy, parameters, facts), string.Join('&', parameters));
        }
    }

    [Fact]
    public void A_tighter_policy_allows_nothing_that_a_wider_one_refuses()
    {
        var random = new Random(3);
        var allowed = 0;
        for (var i = 0; i < Tries; i++)
        {
            var parameters = RandomOrder(random);
            var facts = RandomFacts(random);
            var wide = Policed.Spot(1000, _symbols);
            var tight = Tighten(random, wide);

            if (Judge(tight, parameters, facts).Allowed)
            {
                allowed++;
                Judge(wide, parameters, facts).Allowed.ShouldBeTrue(string.Join('&', parameters));
            }
        }

        allowed.ShouldBeGreaterThan(50);
    }

    [Fact]
    public void What_is_allowed_is_never_above_the_limit_by_price_or_reference()
    {
        var random = new Random(4);
        var allowed = 0;
        for (var i = 0; i < Tries; i++)
        {
            var parameters = RandomOrder(random);
            if (!TryRead(parameters, out var request) || !PolicyJudge.TryAllow(Policed.Trading, request, Policed.Facts, Policed.Now, out var decision, out _))
            {
                continue;
            }

            allowed++;
            var quantity = Number(parameters, "quantity");
            decision.Notional.ShouldNotBeNull().ShouldBeLessThanOrEqualTo(1000m);
            (quantity * Number(parameters, "price")).ShouldBeLessThanOrEqualTo(1000m);
            (quantity * Policed.Facts.Average).ShouldBeLessThanOrEqualTo(1000m);
            Number(parameters, "quoteOrderQty").ShouldBeLessThanOrEqualTo(1000m);
        }

        allowed.ShouldBeGreaterThan(50);
    }

    private static (bool Allowed, string Why) Judge(Policy policy, string[] parameters, MarketFacts? facts)
    {
        if (!TryRead(parameters, out var request))
        {
            return (false, "grammar");
        }

        return PolicyJudge.TryAllow(policy, request, facts, Policed.Now, out var decision, out var refusal)
            ? (true, decision.ToString())
            : (false, refusal.Code);
    }

    private static bool TryRead(string[] parameters, out BotRequest request)
    {
        request = new BotRequest();
        return request.TryRead(SpotEndpoints.NewOrder, Requested.Bytes(string.Join('&', parameters) + Requested.Tail), default, out _);
    }

    private static decimal Number(string[] parameters, string name) =>
        parameters.FirstOrDefault(parameter => parameter.StartsWith(name + "=", StringComparison.Ordinal)) is { } pair
            ? decimal.Parse(pair[(name.Length + 1)..], CultureInfo.InvariantCulture) : 0;

    private static string[] RandomOrder(Random random)
    {
        var symbol = Uri.EscapeDataString(Pick(random, _symbols));
        List<string> parameters = [$"symbol={symbol}", random.Next(2) == 0 ? "side=BUY" : "side=SELL", $"type={Pick(random, _types)}"];
        Sometimes("timeInForce=GTC", 8);
        Sometimes($"quantity={Pick(random, _numbers)}", 8);
        Sometimes($"price={Pick(random, _numbers)}", 6);
        Sometimes($"quoteOrderQty={Pick(random, _numbers)}", 2);
        Sometimes("stopPrice=1", 1);
        return [.. parameters];

        void Sometimes(string parameter, int tenths)
        {
            if (random.Next(10) < tenths)
            {
                parameters.Add(parameter);
            }
        }
    }

    private static Policy RandomPolicy(Random random) => random.Next(5) == 0 ? Policed.ReadOnly : Tighten(random, Policed.Spot(1000, _symbols));

    private static Policy Tighten(Random random, Policy policy) =>
        Policed.Spot(Pick(random, ["1", "500", "1000"]) is var limit ? decimal.Parse(limit) : 0, [.. policy.Symbols.Keys.Where(_ => random.Next(4) > 0)]) with
        {
            OrderTypes = [.. policy.OrderTypes.Where(_ => random.Next(4) > 0)],
        };

    private static MarketFacts? RandomFacts(Random random) => random.Next(4) switch
    {
        0 => null,
        1 => new MarketFacts(decimal.MaxValue - 1, decimal.MaxValue, Policed.Now, decimal.MaxValue, Policed.Now),
        _ => Policed.Facts,
    };

    private static string Pick(Random random, string[] values) => values[random.Next(values.Length)];
}
