using Countersign.Core.Budgets;
using Countersign.Core.Names;
using Countersign.Core.Records;
using Countersign.Signer.Resting;
using Countersign.Unit.Budgets;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Signer.Resting;

public class RestingOrdersTests
{
    private static readonly RecordIdentity _bot = JournaledBooks.Bot("grid");
    private static readonly Charge _order = new("USDT", 1, 100, 0);

    private readonly JournaledBooks _journal = new();
    private readonly RestingOrders _resting = new();

    [Fact]
    public void None_is_asked_after_in_its_first_minute()
    {
        var order = _journal.Sign(_bot, _order, "a");

        Asked(seconds: 59).ShouldBeEmpty();
        Asked(seconds: 2).ShouldBe([order]);
    }

    [Fact]
    public void One_of_a_key_is_asked_after_in_a_second_the_oldest_first()
    {
        var first = _journal.Sign(_bot, _order, "a");
        _journal.Wait(TimeSpan.FromSeconds(1));
        var second = _journal.Sign(_bot, _order, "b");
        _journal.Wait(TimeSpan.FromMinutes(2));

        Second().ShouldBe([first]);
        Second().ShouldBe([second]);
        Second().ShouldBeEmpty();
    }

    [Fact]
    public void Keys_do_not_wait_for_each_other()
    {
        var first = _journal.Sign(_bot, _order, "a");
        _journal.Sign(_bot, _order, "b");
        var other = RecordIdentity.Of(_bot.Owner, KeyName.Parse("other"));
        _journal.Books.TryReserve(_journal.Books.Scope(_bot), _journal.Books.Scope(other), _order, durable: 0, _journal.Now, out var reservation).ShouldBeNull();
        _journal.Books.Sign(reservation, 99, new ClientOrderName(other, "BTCUSDT", "c"u8), _journal.Now);
        _journal.Wait(TimeSpan.FromMinutes(2));

        Second().ShouldBe([first, 99ul], ignoreOrder: true);
    }

    [Fact]
    public void The_older_an_order_the_less_often_it_is_asked_after_but_every_hour()
    {
        var order = _journal.Sign(_bot, _order, "a");
        List<long> asked = [];
        for (var second = 0L; second < 2 * 86_400; second++)
        {
            if (Second().Contains(order))
            {
                asked.Add(second);
            }
        }

        asked[0].ShouldBeInRange(59, 62);
        asked.Zip(asked.Skip(1), (one, next) => (Age: one, Pause: next - one)).ShouldAllBe(
            step => Math.Abs(step.Pause - Math.Clamp(step.Age / 4, 15, 3600)) <= 3);
        asked[^1].ShouldBeGreaterThan(2 * 86_400 - 3700);
    }

    [Fact]
    public void One_that_has_ended_or_gave_its_name_away_is_not_asked_after()
    {
        var ended = _journal.Sign(_bot, _order, "a");
        _journal.Sign(_bot, _order, "b");
        var newest = _journal.Sign(_bot, _order, "b");
        _journal.Wait(TimeSpan.FromMinutes(2));
        _journal.End(ended, "CANCELED", 0);

        Second().ShouldBe([newest]);
        Second().ShouldBeEmpty();
    }

    private ulong[] Asked(int seconds) => [.. Enumerable.Range(0, seconds).SelectMany(_ => Second())];

    private ulong[] Second()
    {
        _journal.Wait(TimeSpan.FromSeconds(1));
        return [.. _resting.Take(_journal.Books, _journal.Now).Select(static taken => taken.Index)];
    }
}
