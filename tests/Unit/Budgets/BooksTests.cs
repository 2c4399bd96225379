using Countersign.Core.Budgets;
using Countersign.Core.Records;
using Countersign.Core.Refusals;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Budgets;

public class BooksTests
{
    private static readonly RecordIdentity _bot = JournaledBooks.Bot("grid");
    private static readonly Charge _order = new("USDT", 1, 100, 10);

    private readonly JournaledBooks _journal = new();

    [Theory]
    [InlineData(BudgetWindow.Minute, 60, 61)]
    [InlineData(BudgetWindow.Hour, 3600, 3660)]
    [InlineData(BudgetWindow.Day, 86_400, 87_000)]
    public void What_was_signed_counts_for_the_whole_window_and_a_bucket_more_at_most(BudgetWindow window, int seconds, int most)
    {
        var limit = new BudgetLimit(BudgetMeasure.Notional, "USDT", window, 100);
        _journal.Limit(_bot, limit);
        _journal.Wait(999_999);
        _journal.Sign(_bot, _order, "a");
        _journal.Wait(seconds * 1_000_000L);

        _journal.Books.Scope(_bot).Used(limit, _journal.Now).ShouldBe(100);
        _journal.TrySign(_bot, _order, "b", out _, out _).ShouldNotBeNull().Kind.ShouldBe(RefusalKind.BudgetNotional);
        _journal.Wait((most - seconds) * 1_000_000L);
        _journal.Books.Scope(_bot).Used(limit, _journal.Now).ShouldBe(0);
        _journal.Sign(_bot, _order, "b");
    }

    [Fact]
    public void A_refusal_says_how_much_is_used_of_which_limit_of_whom_and_when_to_come_back()
    {
        _journal.Limit(_bot, new BudgetLimit(BudgetMeasure.Notional, "USDT", BudgetWindow.Hour, 150));
        _journal.Sign(_bot, _order, "a");
        _journal.Wait(TimeSpan.FromMinutes(10));

        var refusal = _journal.TrySign(_bot, _order, "b", out _, out _).ShouldNotBeNull();

        refusal.Sentence.ShouldBe("100 used and 100 asked exceed the notional of 150 USDT per hour of bot self/grid");
        var wait = refusal.RetryAfterSeconds.ShouldNotBeNull();
        _journal.Wait(TimeSpan.FromSeconds(wait - 1));
        _journal.TrySign(_bot, _order, "b", out _, out _).ShouldNotBeNull();
        _journal.Wait(TimeSpan.FromSeconds(1));
        _journal.Sign(_bot, _order, "b");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(60)]
    [InlineData(5000)]
    public void The_whole_limit_can_be_used_to_its_last_order_in_spite_of_leases(int orders)
    {
        _journal.Limit(_bot, new BudgetLimit(BudgetMeasure.Orders, "", BudgetWindow.Day, orders), new BudgetLimit(BudgetMeasure.Turnover, "USDT", BudgetWindow.Day, orders * 100));
        _journal.Limit(JournaledBooks.Key, new BudgetLimit(BudgetMeasure.Notional, "USDT", BudgetWindow.Day, orders * 100));
        for (var i = 0; i < orders; i++)
        {
            _journal.Sign(_bot, _order, $"n{i}");
            _journal.Sync();
        }

        _journal.TrySign(_bot, _order, "last", out _, out _).ShouldNotBeNull();
    }

    [Fact]
    public void After_the_first_order_none_waits_for_the_disk_while_it_keeps_up()
    {
        _journal.Limit(_bot, new BudgetLimit(BudgetMeasure.Notional, "USDT", BudgetWindow.Day, 1_000_000));
        _journal.TrySign(_bot, _order, "first", out _, out var first);
        _journal.Sync();
        var waited = 0;
        for (var i = 0; i < 8000; i++)
        {
            _journal.TrySign(_bot, _order, $"n{i}", out _, out var waits).ShouldBeNull();
            waited += waits ? 1 : 0;
            if (i % 50 == 0)
            {
                _journal.Sync();
            }
        }

        first.ShouldBeTrue();
        waited.ShouldBe(0);
    }

    [Fact]
    public void What_no_clause_counts_is_not_booked_and_waits_for_nothing()
    {
        _journal.TrySign(_bot, _order, "a", out var index, out var waits).ShouldBeNull();

        waits.ShouldBeFalse();
        index.ShouldBe(0ul);
    }

    [Fact]
    public void An_end_frees_turnover_and_loss_but_nothing_of_what_was_signed()
    {
        var limits = Enum.GetValues<BudgetMeasure>()
            .Select(measure => new BudgetLimit(measure, measure == BudgetMeasure.Orders ? "" : "USDT", BudgetWindow.Day, 1000)).ToArray();
        _journal.Limit(_bot, limits);
        var order = _journal.Sign(_bot, _order, "a");
        _journal.End(order, "CANCELED", 25);

        var scope = _journal.Books.Scope(_bot);
        limits.Select(limit => scope.Used(limit, _journal.Now)).ShouldBe([1, 100, 25, 2.5m]);
    }

    [Fact]
    public void An_order_whose_end_nobody_told_counts_at_any_age()
    {
        var turnover = new BudgetLimit(BudgetMeasure.Turnover, "USDT", BudgetWindow.Minute, 100);
        _journal.Limit(_bot, turnover);
        _journal.Sign(_bot, _order, "a");
        _journal.Wait(TimeSpan.FromDays(40));

        var refusal = _journal.TrySign(_bot, _order, "b", out _, out _).ShouldNotBeNull();

        refusal.Kind.ShouldBe(RefusalKind.BudgetTurnover);
        refusal.RetryAfterSeconds.ShouldBeNull();
    }

    [Fact]
    public void More_than_was_charged_counts_when_the_exchange_says_so()
    {
        var turnover = new BudgetLimit(BudgetMeasure.Turnover, "USDT", BudgetWindow.Hour, 1000);
        _journal.Limit(_bot, turnover);
        _journal.End(_journal.Sign(_bot, _order, "a"), "FILLED", 140);

        _journal.Books.Scope(_bot).Used(turnover, _journal.Now).ShouldBe(140);
    }

    [Fact]
    public void The_key_counts_all_its_bots()
    {
        _journal.Limit(JournaledBooks.Key, new BudgetLimit(BudgetMeasure.Orders, "", BudgetWindow.Hour, 2));
        _journal.Sign(_bot, _order, "a");
        _journal.Sign(JournaledBooks.Bot("other"), _order, "b");

        _journal.TrySign(JournaledBooks.Bot("third"), _order, "c", out _, out _).ShouldNotBeNull().Sentence.ShouldContain("key self/main");
    }

    [Theory]
    [InlineData("BTC", "the turnover of key self/main is limited, and its budgets do not name BTC")]
    [InlineData("", "the turnover of key self/main is limited, and its budgets do not name the quote asset of this symbol")]
    public void What_a_ceiling_does_not_name_cannot_be_spent(string asset, string sentence)
    {
        _journal.Limit(JournaledBooks.Key, new BudgetLimit(BudgetMeasure.Turnover, "USDT", BudgetWindow.Hour, 1000), new BudgetLimit(BudgetMeasure.Orders, "", BudgetWindow.Hour, 10));

        var refusal = _journal.TrySign(_bot, _order with { Asset = asset }, "a", out _, out _).ShouldNotBeNull();

        refusal.ShouldBe(new Refusal(RefusalKind.BudgetTurnover, sentence));
        _journal.Sign(_bot, _order, "b");
    }

    [Fact]
    public void Nothing_is_charged_to_the_bot_where_the_key_refuses()
    {
        var orders = new BudgetLimit(BudgetMeasure.Orders, "", BudgetWindow.Hour, 10);
        _journal.Limit(_bot, orders);
        _journal.Limit(JournaledBooks.Key, new BudgetLimit(BudgetMeasure.Notional, "USDT", BudgetWindow.Hour, 99));

        _journal.TrySign(_bot, _order, "a", out _, out _).ShouldNotBeNull();

        _journal.Books.Scope(_bot).Used(orders, _journal.Now).ShouldBe(0);
        _journal.Next.ShouldBe(0ul);
    }

    [Fact]
    public void After_an_accepted_loss_each_budget_is_spent_for_the_length_of_its_window()
    {
        _journal.Books.AllSpent(_journal.Now);
        _journal.Limit(_bot, new BudgetLimit(BudgetMeasure.Orders, "", BudgetWindow.Minute, 5), new BudgetLimit(BudgetMeasure.Notional, "USDT", BudgetWindow.Day, 500));
        _journal.TrySign(_bot, _order, "a", out _, out _).ShouldNotBeNull().Kind.ShouldBe(RefusalKind.BudgetOrders);
        _journal.Wait(TimeSpan.FromHours(24));
        _journal.TrySign(_bot, _order, "a", out _, out _).ShouldNotBeNull().Kind.ShouldBe(RefusalKind.BudgetNotional);
        _journal.Wait(TimeSpan.FromMinutes(10));
        _journal.Sign(_bot, _order, "a");
    }

    [Fact]
    public void A_scope_is_forgotten_only_when_nothing_of_it_counts()
    {
        var turnover = new BudgetLimit(BudgetMeasure.Turnover, "USDT", BudgetWindow.Day, 1000);
        var order = _journal.Sign(_bot, _order, "a");
        _journal.Wait(TimeSpan.FromDays(3));
        _journal.Books.Prune(_journal.Now);
        _journal.Books.OpenOrders.Keys.ShouldBe([order]);

        _journal.End(order, "FILLED", 100);
        _journal.Books.Prune(_journal.Now);
        _journal.Books.Scope(_bot).Used(turnover, _journal.Now).ShouldBe(100);

        _journal.Wait(TimeSpan.FromDays(1.1));
        _journal.Books.Prune(_journal.Now);
        JournaledBooks.Image(_journal.Books).ShouldBe(JournaledBooks.Image(new Books()));
    }

    [Fact]
    public void The_largest_figures_are_counted_or_refused_and_never_throw()
    {
        Charge.TryCount("USDT", Charge.MostAmount, Charge.MostAmount, out var largest).ShouldBeTrue();
        Charge.TryCount("USDT", Charge.MostAmount + 0.00000001m, 0, out _).ShouldBeFalse();
        Charge.TryCount("USDT", decimal.MaxValue, 0, out _).ShouldBeFalse();
        Charge.TryCount("USDT", 1, decimal.MaxValue, out _).ShouldBeFalse();
        Charge.TryCount("USDT", -1, 0, out _).ShouldBeFalse();
        Charge.TryCount("USDT", 0.0000000000000000000000000001m, 0.123456781m, out var smallest).ShouldBeTrue();
        smallest.ShouldBe(new Charge("USDT", 1, 0.00000001m, 0.12345679m));

        var limit = new BudgetLimit(BudgetMeasure.Loss, "USDT", BudgetWindow.Day, Charge.MostAmount);
        for (var i = 0; i < 2000; i++)
        {
            var order = _journal.Sign(_bot, largest, $"n{i}");
            _journal.End(order, "FILLED", (i % 4) switch { 0 => decimal.MaxValue, 1 => decimal.MinValue, 2 => 999_999_999_999.12345678m, _ => 0.0000000000000000000000000001m });
        }

        _journal.Limit(_bot, limit);
        _journal.Books.Scope(_bot).Used(limit, _journal.Now).ShouldBeGreaterThan(limit.Most);
        _journal.TrySign(_bot, smallest, "x", out _, out _).ShouldNotBeNull().Kind.ShouldBe(RefusalKind.BudgetLoss);
    }

    [Fact]
    public void An_end_that_comes_twice_or_for_nobody_changes_nothing()
    {
        var order = _journal.Sign(_bot, _order, "a");
        _journal.End(order, "CANCELED", 0);
        var image = JournaledBooks.Image(_journal.Books);

        _journal.Books.End(order, "FILLED"u8, 100, _journal.Now).ShouldBeFalse();
        _journal.Books.End(99, "FILLED"u8, 100, _journal.Now).ShouldBeFalse();

        JournaledBooks.Image(_journal.Books).ShouldBe(image);
    }
}
