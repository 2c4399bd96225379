using Countersign.Core.Budgets;
using Countersign.Core.Records;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Budgets;

/// <summary>The exchange lets a name be used again once its order has ended: no use of a name may free what still can fill.</summary>
public class OrderNameTests
{
    private static readonly RecordIdentity _bot = JournaledBooks.Bot("grid");
    private static readonly BudgetLimit _turnover = new(BudgetMeasure.Turnover, "USDT", BudgetWindow.Hour, 1000);
    private static readonly Charge _order = new("USDT", 1, 100, 0);

    private readonly JournaledBooks _journal = new();

    public OrderNameTests() => _journal.Limit(_bot, _turnover);

    private decimal Used => _journal.Books.Scope(_bot).Used(_turnover, _journal.Now);

    [Theory]
    [InlineData("REJECTED")]
    [InlineData("NOT_SENT")]
    [InlineData("TEST")]
    [InlineData("NOT_FOUND")]
    public void A_second_order_of_the_name_that_never_was_leaves_the_first_open(string status)
    {
        var first = _journal.Sign(_bot, _order, "x");
        var second = _journal.Sign(_bot, _order, "x");
        _journal.End(second, status, 0);

        _journal.Wait(TimeSpan.FromHours(2));

        Used.ShouldBe(100);
        _journal.Books.IsNewestOfItsName(first).ShouldBeTrue();
        _journal.End(first, "CANCELED", 0);
        Used.ShouldBe(0);
    }

    [Theory]
    [InlineData("FILLED", 100)]
    [InlineData("CANCELED", 0)]
    [InlineData("EXPIRED", 0)]
    [InlineData("EXPIRED_IN_MATCH", 0)]
    public void A_second_order_of_the_name_that_was_shows_that_the_first_has_ended_and_all_of_it_counts(string status, int executed)
    {
        _journal.Sign(_bot, _order, "x");
        _journal.Sign(_bot, _order, "x");
        var third = _journal.Sign(_bot, _order, "x");
        _journal.End(third, status, executed);

        _journal.Books.OpenOrders.ShouldBeEmpty();
        Used.ShouldBe(200 + executed);
        _journal.Wait(TimeSpan.FromHours(1.1));
        Used.ShouldBe(0);
    }

    [Fact]
    public void Only_the_newest_of_a_name_can_be_asked_after_by_it()
    {
        var first = _journal.Sign(_bot, _order, "x");
        _journal.Books.IsNewestOfItsName(first).ShouldBeTrue();
        var second = _journal.Sign(_bot, _order, "x");

        _journal.Books.IsNewestOfItsName(first).ShouldBeFalse();
        _journal.Books.IsNewestOfItsName(second).ShouldBeTrue();
    }

    [Fact]
    public void The_orders_of_a_name_are_unlinked_from_whichever_place()
    {
        var orders = Enumerable.Range(0, 5).Select(_ => _journal.Sign(_bot, _order, "x")).ToArray();
        _journal.End(orders[2], "REJECTED", 0);
        _journal.End(orders[0], "NOT_SENT", 0);
        _journal.End(orders[4], "REJECTED", 0);
        _journal.Books.IsNewestOfItsName(orders[3]).ShouldBeTrue();

        _journal.End(orders[3], "FILLED", 100);

        _journal.Books.OpenOrders.ShouldBeEmpty();
        Used.ShouldBe(200);
    }

    [Fact]
    public void An_order_that_ended_shows_nothing_of_a_later_one_of_its_name()
    {
        var first = _journal.Sign(_bot, _order, "x");
        var second = _journal.Sign(_bot, _order, "x");
        _journal.End(first, "CANCELED", 0);

        _journal.Books.OpenOrders.Keys.ShouldBe([second]);
        Used.ShouldBe(100);
    }

    [Fact]
    public void The_same_name_on_another_key_is_another_order()
    {
        var other = RecordIdentity.Of(_bot.Owner, Core.Names.KeyName.Parse("other"));
        var books = _journal.Books;
        foreach (var (key, index) in new[] { (JournaledBooks.Key, 1ul), (other, 2ul) })
        {
            books.TryReserve(books.Scope(_bot), books.Scope(key), _order, durable: 0, _journal.Now, out var reservation).ShouldBeNull();
            books.Sign(reservation, index, new ClientOrderName(key, "BTCUSDT", "x"u8), _journal.Now);
        }

        books.End(2, "FILLED"u8, 100, _journal.Now).ShouldBeTrue();

        books.OpenOrders.Keys.ShouldBe([1ul]);
    }

    [Fact]
    public void Names_outlive_a_restart_by_journal_and_by_snapshot()
    {
        var first = _journal.Sign(_bot, _order, "x");
        var second = _journal.Sign(_bot, _order, "x");
        foreach (var books in new[] { _journal.Replay(), _journal.FromImage(JournaledBooks.Image(_journal.Books)) })
        {
            books.IsNewestOfItsName(first).ShouldBeFalse();
            books.End(second, "CANCELED"u8, 0, _journal.Now).ShouldBeTrue();
            books.OpenOrders.ShouldBeEmpty();
            books.Scope(_bot).Used(_turnover, _journal.Now).ShouldBe(100);
        }
    }
}
