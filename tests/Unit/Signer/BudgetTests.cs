using Countersign.Core.Frames;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Signer;

public sealed class BudgetTests : IDisposable
{
    private const string Order = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.001&price=50000";

    private readonly SignerWorld _world = SignerWorld.Open();
    private readonly TestKey _key;
    private readonly TestBot _bot;

    public BudgetTests()
    {
        _key = _world.Vault.Key("main");
        _bot = _world.Vault.Bot("grid", "main", Policy("""{"turnover":{"USDT":{"day":"150"}}}"""));
        _world.Load(_key.Record).ShouldBeDone();
        _world.Load(_bot.Record).ShouldBeDone();
        _world.Market("BTCUSDT", 49_990m, 50_010m, 50_000m);
    }

    public void Dispose() => _world.Dispose();

    [Fact]
    public void The_end_of_an_order_frees_what_did_not_fill()
    {
        var first = Sent("a");
        Sent("b");
        Sent("c");
        Refused("d").ShouldContain("turnover of 150 USDT per day of bot self/grid");

        End(first.Sequence, "CANCELED", 10);

        Used().ShouldBe("110");
        Refused("e");
        End(first.Sequence, "CANCELED", 0);
        Used().ShouldBe("110");
    }

    [Fact]
    public void What_is_said_of_a_name_is_not_taken_for_an_order_whose_name_another_has_by_now()
    {
        var first = Sent("same");
        _world.Time.Advance(TimeSpan.FromMilliseconds(1));
        var second = Sent("same");

        End(first.Sequence, "CANCELED", 0, isByName: true);
        Used().ShouldBe("100");
        End(second.Sequence, "REJECTED", 0);
        End(first.Sequence, "CANCELED", 0, isByName: true);

        Used().ShouldBe("0");
    }

    [Fact]
    public void An_order_that_was_not_handed_over_is_free_again()
    {
        _world.EndCourier();

        _world.Order(_bot, $"{Order}&newClientOrderId=a").Word.ShouldBe("courier-gone");

        Used().ShouldBe("0");
    }

    [Fact]
    public void A_test_order_counts_until_its_answer()
    {
        var sent = _world.Call(_bot, "POST", "/api/v3/order/test", Order).Sent.ShouldNotBeNull();
        Used().ShouldBe("50");

        End(sent.Sequence, "TEST", 0);

        Used().ShouldBe("0");
    }

    [Fact]
    public void A_key_is_sealed_anew_with_its_budgets_which_outlive_a_second_limit_and_go_only_by_passphrase()
    {
        Limit(_key.Record, """{"orders":{"minute":1}}""", "wrong").ShouldFail("passphrase");
        Limit(_key.Record, """{"orders":{"fortnight":1}}""").ShouldFail("invalid");
        var limited = Limit(_key.Record, """{"orders":{"minute":1}}""").ShouldBeDone().First;
        _world.Load(limited).ShouldBeDone();
        Sent("a");
        Refused("b").ShouldContain("key self/main");

        // The older record, without the limit, is not taken any more.
        _world.Load(_key.Record).ShouldFail("integrity");
        _world.Time.Advance(TimeSpan.FromSeconds(62));
        _world.Market("BTCUSDT", 49_990m, 50_010m, 50_000m);
        Sent("c");
        Refused("d");
        _world.Load(Limit(limited, "").ShouldBeDone().First).ShouldBeDone();
        Sent("e");
    }

    private static string Policy(string budgets) => TestVault.TradingPolicy.TrimEnd()[..^1] + ",\"budgets\":" + budgets + "}";

    private SentCall Sent(string name) => _world.Order(_bot, $"{Order}&newClientOrderId={name}").Sent.ShouldNotBeNull();

    private string Refused(string name)
    {
        var verdict = _world.Order(_bot, $"{Order}&newClientOrderId={name}");
        verdict.Word.ShouldStartWith("budget-");
        return verdict.Sentence;
    }

    private Told Limit(byte[] record, string budgets, string passphrase = TestVault.Passphrase) => _world.Operate(
        new LimitKey { Header = _world.Vault.Header, DataKey = _world.Vault.DataKey, Record = record, Budgets = SignerWorld.Bytes(budgets) }, passphrase);

    private void End(ulong sequence, string status, decimal executed, bool isByName = false)
    {
        _world.Courier.Send(new OrderEnd { Sequence = sequence, IsByName = isByName, Status = SignerWorld.Bytes(status), Executed = executed });
        _world.SyncCourier();
    }

    private string? Used() => _world.Status().GetProperty("budgets").EnumerateArray()
        .Single(static budget => budget.TryGetProperty("bot", out _)).GetProperty("used").GetString();
}
