using System.Globalization;
using System.Net;
using Countersign.Sandbox;
using Countersign.Sandbox.Keys;
using Countersign.Sandbox.Rest;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Sandbox;

/// <summary>Whatever accounts do, the exchange neither makes nor loses money.</summary>
[Trait("Speed", "Slow")]
public sealed class SandboxMoneyTests
{
    private static readonly string[] Symbols = ["BTCUSDT", "ETHBTC", "DUSTUSDT"];
    private static readonly string[] Assets = ["USDT", "BTC", "ETH", "DUST"];
    private static readonly string[] Types = ["LIMIT", "LIMIT_MAKER", "MARKET"];
    private static readonly string[] Modes = ["NONE", "EXPIRE_MAKER", "EXPIRE_TAKER", "EXPIRE_BOTH"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Money_is_conserved_through_random_trading(int seed)
    {
        var random = new Random(seed);
        var time = new StandingTime();
        var exchange = new Exchange(time, (ulong)seed);
        var accounts = new[] { "a", "b", "c" }.Select(name => Fund(exchange, name)).ToArray();
        var before = Assets.ToDictionary(static asset => asset, asset => Total(exchange, asset), StringComparer.Ordinal);
        var accepted = 0;

        for (var i = 0; i < 600; i++)
        {
            time.Now += TimeSpan.FromMilliseconds(random.Next(3000));
            var account = accounts[random.Next(accounts.Length)];
            switch (random.Next(10))
            {
                case 0:
                    exchange.Step();
                    break;
                case 1:
                    Call(exchange, account, "DELETE", "/api/v3/openOrders", "symbol=" + Symbols[random.Next(Symbols.Length)]);
                    break;
                default:
                    accepted += Call(exchange, account, "POST", "/api/v3/order", RandomOrder(exchange, random)).Error is null ? 1 : 0;
                    break;
            }

            Check(exchange, before);
        }

        accepted.ShouldBeGreaterThan(120);
        accounts.Sum(static key => key.Account.Fills.Count).ShouldBeGreaterThan(120);
    }

    [Fact]
    public void A_cancelled_account_has_nothing_locked()
    {
        var exchange = new Exchange(new StandingTime(), 4);
        var key = Fund(exchange, "a");
        var random = new Random(4);
        for (var i = 0; i < 80; i++)
        {
            Call(exchange, key, "POST", "/api/v3/order", RandomOrder(exchange, random));
        }

        foreach (var symbol in Symbols)
        {
            Call(exchange, key, "DELETE", "/api/v3/openOrders", "symbol=" + symbol);
        }

        key.Account.OpenOrders.ShouldBeEmpty();
        key.Account.Balances.Values.ShouldAllBe(static balance => balance.Locked == 0);
    }

    private static ApiKey Fund(Exchange exchange, string name)
    {
        var account = exchange.Open(name);
        account.Of("USDT").Free = 50_000;
        account.Of("BTC").Free = 2;
        account.Of("ETH").Free = 20;
        account.Of("DUST").Free = 1_000_000;
        exchange.Accounts.Add(name, account);
        return new ApiKey(name, "hmac", account, new HmacVerifier([]), 0);
    }

    private static string RandomOrder(Exchange exchange, Random random)
    {
        var symbol = Symbols[random.Next(Symbols.Length)];
        var rules = exchange.Markets[symbol].Rules;
        var type = Types[random.Next(Types.Length)];
        var side = random.Next(2) == 0 ? "BUY" : "SELL";
        var quantity = rules.FloorQuantity(rules.LevelQuantity * random.Next(1, 200) / 100);
        var price = rules.RoundPrice(rules.StartPrice * random.Next(970, 1030) / 1000);
        var amount = type is "MARKET" && random.Next(2) == 0
            ? $"quoteOrderQty={Text(Math.Round(quantity * rules.StartPrice, 4))}"
            : $"quantity={Text(quantity)}";
        var terms = type switch
        {
            "LIMIT" => $"&price={Text(price)}&timeInForce={(random.Next(3) switch { 0 => "IOC", 1 => "FOK", _ => "GTC" })}",
            "LIMIT_MAKER" => $"&price={Text(price)}",
            _ => "",
        };
        return $"symbol={symbol}&side={side}&type={type}&{amount}{terms}&selfTradePreventionMode={Modes[random.Next(Modes.Length)]}";
    }

    private static Answer Call(Exchange exchange, ApiKey key, string method, string path, string query)
    {
        var request = new RestRequest(method, path, query, [], key.Id, null, IPAddress.Loopback);
        var call = new RestCall(exchange, Parameters.Read(request), key, IPAddress.Loopback, new Shapes(inMicroseconds: false));
        return EndpointTable.Find(path, method).ShouldNotBeNull().Handle(call);
    }

    private static void Check(Exchange exchange, Dictionary<string, decimal> before)
    {
        foreach (var asset in Assets)
        {
            Total(exchange, asset).ShouldBe(before[asset], asset);
        }

        foreach (var account in exchange.Accounts.Values)
        {
            account.Balances.Values.All(static balance => balance.Free >= 0 && balance.Locked >= 0).ShouldBeTrue();
            foreach (var asset in Assets)
            {
                account.OpenOrders.Where(order => order.LockedAsset == asset).Sum(static order => order.Locked).ShouldBe(account.Of(asset).Locked);
            }
        }

        foreach (var market in exchange.Markets.Values)
        {
            (market.Book.BestBid >= market.Book.BestAsk).ShouldBeFalse($"{market.Rules.Name} is crossed");
        }
    }

    private static decimal Total(Exchange exchange, string asset) =>
        exchange.Accounts.Values.Append(exchange.Maker).Sum(account => account.Of(asset).Free + account.Of(asset).Locked) +
        exchange.Engine.Fees.GetValueOrDefault(asset);

    private static string Text(decimal value) => value.ToString("0.########", CultureInfo.InvariantCulture);
}
