using System.Globalization;

namespace Countersign.Cli.Demo;

/// <summary>What the thief does with both files, and what must come of it.</summary>
internal sealed class Robbery
{
    private const string Order = "/api/v3/order";
    private const string Withdraw = "/sapi/v1/capital/withdraw/apply";
    private const string WithdrawAll = "coin=USDT&network=ETH&address=0x000000000000000000000000000000000000dEaD&amount=9000";

    private readonly Stage _stage;
    private readonly DemoExchange _exchange;
    private readonly string _buyTheCoin;

    private Robbery(Stage stage, DemoExchange exchange, string buyTheCoin) => (_stage, _exchange, _buyTheCoin) = (stage, exchange, buyTheCoin);

    /// <summary>The thief offers his coin at five times its price.</summary>
    internal static async Task<Robbery> PrepareAsync(Stage stage, DemoExchange exchange, decimal fairPrice, CancellationToken stop)
    {
        const int quantity = 180_000;
        var terms = string.Create(CultureInfo.InvariantCulture, $"symbol=DUSTUSDT&type=LIMIT&price={fairPrice * 5}&quantity={quantity}");
        var envFile = await stage.WriteEnvAsync("thief", await exchange.RegisterKeyAsync("thief", "hmac", publicKey: null, allowedAddress: null), stop);
        var thief = stage.Client(exchange.Url, envFile, Stage.ThiefsMachine);

        // Enough for both victims.
        foreach (var _ in (int[])[1, 2])
        {
            var offered = await thief.SendAsync(HttpMethod.Post, Order, terms + "&side=SELL&timeInForce=GTC");
            if (!offered.IsOk)
            {
                throw new DemoFailedException($"the thief's offer was answered with {offered}");
            }
        }

        return new Robbery(stage, exchange, terms + "&side=BUY&timeInForce=IOC");
    }

    internal async Task<IReadOnlyList<Theft>> RunAsync(string url, string guardedEnv, string plainEnv, string guardedCapture, string plainCapture)
    {
        var plain = _stage.Client(_exchange.Url, plainEnv, Stage.ThiefsMachine);
        var guarded = _stage.Client(url, guardedEnv, Stage.TradersMachine);
        var direct = _stage.Client(_exchange.Url, guardedEnv, Stage.ThiefsMachine);
        var before = await ReceivedAsync();

        // What must be stopped before the exchange comes first, and is counted there.
        var guardedWithdrawal = Stopped(await guarded.SendAsync(HttpMethod.Post, Withdraw, WithdrawAll), "never-signed");
        var guardedReplay = Stopped(await guarded.SendRawAsync(HttpMethod.Post, Order, guardedCapture), "replayed");
        var guardedCoin = Stopped(await guarded.SendAsync(HttpMethod.Post, Order, _buyTheCoin), "symbol-not-allowed");
        var guardedSmuggling = Stopped(
            await guarded.SendSplitAsync(Order, "symbol=BTCUSDT&side=BUY&type=MARKET&quoteOrderQty=100", "symbol=DUSTUSDT"), "duplicate-parameter");
        var guardedLarge = Stopped(
            await guarded.SendAsync(HttpMethod.Post, Order, "symbol=BTCUSDT&side=BUY&type=MARKET&quoteOrderQty=9000"), "max-notional");
        if (await ReceivedAsync() != before)
        {
            throw new DemoFailedException("a request that was to be stopped reached the exchange");
        }

        return
        [
            new("to withdraw 9,000 USDT", Refused(await plain.SendAsync(HttpMethod.Post, Withdraw, WithdrawAll), "no permission"), guardedWithdrawal),
            new("to send an order again", Done(await plain.SendRawAsync(HttpMethod.Post, Order, plainCapture), "executed a second time"), guardedReplay),
            new("to smuggle in a symbol", "no need to", guardedSmuggling),
            new("to spend it all at once", "no need to", guardedLarge),
            new("his coin at 5 times its price", Done(await plain.SendAsync(HttpMethod.Post, Order, _buyTheCoin), "executed"), guardedCoin),
            new("the key at the exchange",
                Done(await plain.SendAsync(HttpMethod.Get, "/api/v3/account", ""), "works"),
                Refused(await direct.SendAsync(HttpMethod.Get, "/api/v3/account", ""), "unknown there")),
        ];
    }

    private async Task<int> ReceivedAsync() =>
        await _exchange.CountReceivedAsync("POST", Order) + await _exchange.CountReceivedAsync("POST", Withdraw);

    private static string Stopped(DemoAnswer answer, string rule) =>
        answer.Rule == rule ? $"stopped: {rule}" : throw new DemoFailedException($"{rule} was expected, and {answer} {answer.Rule} came");

    private static string Refused(DemoAnswer answer, string words) =>
        answer is { IsOk: false, Rule: null } ? $"{words} ({answer.Code})" : throw new DemoFailedException($"the exchange's refusal was expected, and {answer} came");

    private static string Done(DemoAnswer answer, string words) =>
        answer.IsOk ? words : throw new DemoFailedException($"with the real key the theft works, and {answer} came");
}
