using System.Globalization;
using System.Text.Json.Nodes;

namespace Countersign.Cli.Demo;

/// <summary>
/// The story: a bot trades through Countersign and another with the real key in its <c>.env</c>; then a thief has both files. Each sentence
/// is checked before it is told.
/// </summary>
internal sealed class Story(Stage stage, Teller teller)
{
    private const string Coin = "DUSTUSDT";

    internal async Task<Ending> RunAsync(CancellationToken stop)
    {
        // 1. The exchange, and two traders with the same on their accounts.
        teller.Chapter("An exchange on this machine, and two traders with 10,000 USDT each");
        await stage.PrepareAsync(stop);
        var exchange = await stage.OpenExchangeAsync(stop);
        await exchange.OpenAccountAsync("alice", new JsonObject { ["USDT"] = "10000" });
        await exchange.OpenAccountAsync("bob", new JsonObject { ["USDT"] = "10000" });
        await exchange.OpenAccountAsync("thief", new JsonObject { ["DUST"] = "1000000" });
        teller.Command("countersign sandbox");
        teller.Tell("alice will use Countersign; bob keeps his key in a .env, as most do");

        // 2. Alice's key is made where it stays; bob's is copied from the exchange's page into a file.
        var (aliceEnv, bobEnv) = await MakeKeysAsync(exchange, stop);

        // 3. Both bots trade.
        var url = await stage.UpAsync(stop);
        var alice = stage.Client(url, aliceEnv, Stage.TradersMachine);
        var bob = stage.Client(exchange.Url, bobEnv, Stage.TradersMachine);
        var captured = await TradeAsync(url, alice, bob);

        // 4. The thief.
        var prices = await PricesAsync(exchange);
        var (plainBefore, guardedBefore) = (await exchange.BalanceAsync("bob", prices), await exchange.BalanceAsync("alice", prices));
        var robbery = await Robbery.PrepareAsync(stage, exchange, prices[Coin[..^4]], stop);
        var thefts = await TellThefts(robbery, url, aliceEnv, bobEnv, captured);

        // 5. What is left.
        var ending = new Ending(
            plainBefore, await exchange.BalanceAsync("bob", prices), guardedBefore, await exchange.BalanceAsync("alice", prices), thefts);
        TellEnding(ending);
        return ending;
    }

    private async Task<(string AliceEnv, string BobEnv)> MakeKeysAsync(DemoExchange exchange, CancellationToken stop)
    {
        teller.Chapter("Alice's key is made inside the signer; its public half comes out");
        teller.Command("countersign init && countersign key generate main --type ed25519");
        await stage.CommandAsync(stop, "init", "--exchange", exchange.Url, "--kdf-memory", "64");
        var generated = await stage.CommandAsync(stop, "key", "generate", "main", "--type", "ed25519");
        var registered = await exchange.RegisterKeyAsync(
            "alice", "ed25519", generated["publicKey"]!.ToString(), Stage.TradersMachine.ToString());
        teller.Tell("registered at the exchange: reading, spot trading, this address only");
        teller.Command("countersign key activate main --api-key ID");
        await stage.CommandAsync(stop, "key", "activate", "main", "--api-key", registered["apiKey"]!.ToString());
        teller.Tell("proven at the exchange: the key works, and it cannot withdraw");
        teller.Command("countersign bot add grid --key main --policy policy.json");
        var aliceEnv = await stage.AddBotAsync("alice", "main", stop);
        teller.Tell("its .env: a credential for BTCUSDT and ETHUSDT, 1,000 USDT an order");
        var bobEnv = await stage.WriteEnvAsync("bob", await exchange.RegisterKeyAsync("bob", "hmac", publicKey: null, allowedAddress: null), stop);
        teller.Tell("bob's .env: the real key, reading and spot trading, any address");
        return (aliceEnv, bobEnv);
    }

    private async Task<(string Alice, string Bob)> TradeAsync(string url, DemoClient alice, DemoClient bob)
    {
        teller.Chapter("Both bots trade; alice's has only another base URL");
        teller.Command("countersign up --listen 127.0.0.1:0");
        teller.Tell($"Countersign is up at {url}");
        foreach (var bot in (DemoClient[])[bob, alice])
        {
            var resting = Expect(await bot.SendAsync(
                HttpMethod.Post, "/api/v3/order", "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.001&price=40000"), "a limit order");
            Expect(await bot.SendAsync(HttpMethod.Delete, "/api/v3/order", $"symbol=BTCUSDT&orderId={resting.Body!["orderId"]}"), "its cancel");
        }

        // What the thief will have seen of them.
        var captured = (alice.Sign(MarketBuy), bob.Sign(MarketBuy));
        var fill = Expect(await alice.SendRawAsync(HttpMethod.Post, "/api/v3/order", captured.Item1), "a market order");
        Expect(await bob.SendRawAsync(HttpMethod.Post, "/api/v3/order", captured.Item2), "a market order");
        teller.Tell("a limit order rests at 40,000 and is cancelled");
        teller.Tell(string.Create(CultureInfo.InvariantCulture,
            $"a market order buys {fill.Amount("executedQty"):0.#####} BTC for {fill.Amount("cummulativeQuoteQty"):0.00} USDT in {Counted(fill.Body!["fills"]!.AsArray().Count, "fill")}"));
        var account = Expect(await alice.SendAsync(HttpMethod.Get, "/api/v3/account", "omitZeroBalances=true"), "the balances");
        teller.Tell($"alice's bot reads its balances: {string.Join(", ", account.Body!["balances"]!.AsArray().Select(b => $"{Short(b!["free"])} {b["asset"]}"))}");
        return captured;
    }

    private static string MarketBuy => "symbol=BTCUSDT&side=BUY&type=MARKET&quoteOrderQty=200";

    private async Task<IReadOnlyList<Theft>> TellThefts(
        Robbery robbery, string url, string aliceEnv, string bobEnv, (string Alice, string Bob) captured)
    {
        teller.Chapter("A thief has both .env files, and a worthless coin to sell");
        var thefts = await robbery.RunAsync(url, aliceEnv, bobEnv, captured.Alice, captured.Bob);
        teller.Table(["the thief tries", "bob: real key in .env", "alice: Countersign"], thefts.Select(t => (string[])[t.What, t.Plain, t.Guarded]));
        return thefts;
    }

    private void TellEnding(Ending ending)
    {
        teller.Chapter("What is left");
        teller.Table(
            ["", "bob: real key in .env", "alice: Countersign"],
            [
                ["USDT", Money(ending.PlainAfter.Of("USDT")), Money(ending.GuardedAfter.Of("USDT"))],
                ["BTC", Number(ending.PlainAfter.Of("BTC")), Number(ending.GuardedAfter.Of("BTC"))],
                ["the thief's coin", Number(ending.PlainAfter.Of("DUST")), Number(ending.GuardedAfter.Of("DUST"))],
                ["worth before, USDT", Money(ending.PlainBefore.Worth), Money(ending.GuardedBefore.Worth)],
                ["worth after, USDT", Money(ending.PlainAfter.Worth), Money(ending.GuardedAfter.Worth)],
                ["stolen, USDT", Money(ending.PlainBefore.Worth - ending.PlainAfter.Worth), Money(ending.GuardedBefore.Worth - ending.GuardedAfter.Worth)],
            ]);
        if (ending.GuardedAfter.Worth != ending.GuardedBefore.Worth)
        {
            throw new DemoFailedException("something was taken from the account behind Countersign");
        }

        if (ending.PlainAfter.Worth > ending.PlainBefore.Worth / 2)
        {
            throw new DemoFailedException("the theft from the plain .env did not come off");
        }
    }

    private static async Task<IReadOnlyDictionary<string, decimal>> PricesAsync(DemoExchange exchange) => new Dictionary<string, decimal>(StringComparer.Ordinal)
    {
        ["USDT"] = 1,
        ["BTC"] = await exchange.PriceAsync("BTCUSDT"),
        ["ETH"] = await exchange.PriceAsync("ETHUSDT"),
        [Coin[..^4]] = await exchange.PriceAsync(Coin),
    };

    private static DemoAnswer Expect(DemoAnswer answer, string what) =>
        answer.IsOk ? answer : throw new DemoFailedException($"{what} was answered with {answer} {answer.Rule}");

    private static string Short(JsonNode? amount) =>
        decimal.Parse(amount!.ToString(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture).ToString("0.#####", CultureInfo.InvariantCulture);

    private static string Counted(int count, string what) => count == 1 ? $"1 {what}" : FormattableString.Invariant($"{count} {what}s");

    private static string Money(decimal amount) => amount.ToString("N2", CultureInfo.InvariantCulture);

    private static string Number(decimal amount) => amount.ToString("#,0.#####", CultureInfo.InvariantCulture);
}
