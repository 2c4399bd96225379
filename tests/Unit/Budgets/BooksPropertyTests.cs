using Countersign.Core.Budgets;
using Countersign.Core.Records;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Budgets;

/// <summary>Whatever orders, ends, syncs, crashes and waits come in whatever sequence: against an account of every order that is kept apart.</summary>
public class BooksPropertyTests
{
    private static readonly RecordIdentity[] _bots = [JournaledBooks.Bot("one"), JournaledBooks.Bot("two"), JournaledBooks.Bot("free")];
    private static readonly string[] _assets = ["USDT", "BTC"];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void No_limit_is_ever_exceeded(int seed)
    {
        var run = new Run(seed);
        for (var step = 0; step < 600; step++)
        {
            run.Step();
        }

        // Neither trivially: some were signed, and some refused.
        run.Signed.ShouldBeGreaterThan(20);
        run.Refused.ShouldBeGreaterThan(20);
        run.Crashes.ShouldBeGreaterThan(0);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_replay_of_the_journal_remembers_what_the_living_books_do(int seed)
    {
        var run = new Run(seed);
        for (var step = 0; step < 300; step++)
        {
            run.Step();
            if (step % 10 == 0)
            {
                run.ShouldReplay();
            }
        }
    }

    private sealed class Run
    {
        private readonly Random _random;
        private readonly JournaledBooks _journal;
        private readonly (RecordIdentity Scope, BudgetLimit Limit)[] _limits;
        private readonly ExactBooks _truth = new();
        private readonly Dictionary<ulong, TrueOrder> _open = [];
        private readonly Dictionary<ulong, TrueOrder> _waiting = [];
        private int _names;

        public Run(int seed)
        {
            _random = new Random(seed);
            _journal = Limited(_random, out _limits);
        }

        public int Signed { get; private set; }

        public int Refused { get; private set; }

        public int Crashes { get; private set; }

        public void Step()
        {
            switch (_random.Next(100))
            {
                case < 55:
                    Sign();
                    break;
                case < 75:
                    End();
                    break;
                case < 85:
                    _journal.Sync();
                    HandOver();
                    break;
                case < 96:
                    _journal.Wait(_random.Next(5) switch
                    {
                        0 => _random.NextInt64(1_000),
                        1 => _random.NextInt64(2_000_000),
                        2 => _random.NextInt64(61_000_000),
                        3 => _random.NextInt64(600_000_000),
                        _ => _random.NextInt64(10_000_000_000),
                    });
                    break;
                case < 98:
                    _journal.Sync();
                    HandOver();
                    _journal.Restart();
                    break;
                default:
                    Crash();
                    break;
            }
        }

        public void ShouldReplay()
        {
            var replayed = _journal.Replay();
            var restored = _journal.FromImage(JournaledBooks.Image(_journal.Books));
            foreach (var (scope, limit) in _limits)
            {
                var used = _journal.Books.Scope(scope).Used(limit, _journal.Now);
                replayed.Scope(scope).Used(limit, _journal.Now).ShouldBe(used);
                restored.Scope(scope).Used(limit, _journal.Now).ShouldBe(used);
            }

            replayed.OpenOrders.Keys.Order().ShouldBe(_journal.Books.OpenOrders.Keys.Order());
            restored.OpenOrders.Keys.Order().ShouldBe(_journal.Books.OpenOrders.Keys.Order());
        }

        private static JournaledBooks Limited(Random random, out (RecordIdentity Scope, BudgetLimit Limit)[] limits)
        {
            var journal = new JournaledBooks();
            var all = new List<(RecordIdentity, BudgetLimit)>();
            foreach (var scope in _bots[..2].Append(JournaledBooks.Key))
            {
                var clauses = new List<BudgetLimit>();
                foreach (var window in Enum.GetValues<BudgetWindow>())
                {
                    clauses.Add(new BudgetLimit(BudgetMeasure.Orders, "", window, random.Next(10, 60) * ((int)window + 1)));
                    clauses.AddRange(from asset in _assets
                                     from measure in Enum.GetValues<BudgetMeasure>()[1..]
                                     where random.Next(3) > 0
                                     select new BudgetLimit(measure, asset, window, random.Next(50_000, 500_000) / 100m * ((int)window + 1)));
                }

                journal.Limit(scope, [.. clauses]);
                all.AddRange(clauses.Select(clause => (scope, clause)));
            }

            limits = [.. all];
            return journal;
        }

        private void Sign()
        {
            var bot = _bots[_random.Next(_bots.Length)];
            var notional = _random.Next(4) == 0 ? _random.Next(1, 100) / 1e8m : _random.Next(1, 30_000_000) / 1e5m;
            Charge.TryCount(_assets[_random.Next(2)], notional, _random.Next(3) == 0 ? 0 : notional * _random.Next(1000) / 1000, out var charge).ShouldBeTrue();
            if (_journal.TrySign(bot, charge, $"n{_names++}", out var index, out var waits) is not null)
            {
                Refused++;
                return;
            }

            Signed++;
            var order = new TrueOrder(bot, charge, _journal.Now);
            if (waits)
            {
                _waiting[index] = order;
            }
            else
            {
                _truth.Add(order);
                _open[index] = order;
            }

            ShouldBeWithinLimits();
        }

        // What waited for the disk goes to the exchange now.
        private void HandOver()
        {
            foreach (var (index, order) in _waiting)
            {
                _truth.Add(order);
                _open[index] = order;
            }

            _waiting.Clear();
        }

        private void End()
        {
            if (_open.Count == 0)
            {
                return;
            }

            var (index, order) = _open.ElementAt(_random.Next(_open.Count));
            order.Executed = order.Charge.Notional * _random.Next(5) / 4;
            if (order.Executed > order.Charge.Notional)
            {
                order.Executed = order.Charge.Notional;
            }

            order.Ended = _journal.Now;
            _journal.End(index, order.Executed > 0 ? "FILLED" : "CANCELED", order.Executed);
            _open.Remove(index);
        }

        // The power goes: of what the disk does not have some entries are lost, and with them what waited.
        private void Crash()
        {
            Crashes++;
            var left = _journal.Durable + (ulong)_random.NextInt64((long)(_journal.Next - _journal.Durable) + 1);
            _waiting.Clear();
            _journal.Crash(left);

            // An order that only the exchange knows of now was paid for by what had been booked ahead, as if it had filled.
            foreach (var (index, order) in _open.Where(open => open.Key >= left).ToArray())
            {
                (order.Ended, order.Executed) = (_journal.Now, order.Charge.Notional);
                _open.Remove(index);
            }

            foreach (var (scope, limit) in _limits)
            {
                _journal.Books.Scope(scope).Used(limit, _journal.Now).ShouldBeLessThanOrEqualTo(limit.Most, $"{scope} {limit}");
            }

            ShouldBeWithinLimits();
        }

        private void ShouldBeWithinLimits()
        {
            foreach (var (scope, limit) in _limits)
            {
                var used = _truth.Used(scope, limit, _journal.Now);
                used.ShouldBeLessThanOrEqualTo(limit.Most, $"{scope} {limit}");
                _journal.Books.Scope(scope).Used(limit, _journal.Now).ShouldBeGreaterThanOrEqualTo(used, $"{scope} {limit}");
            }
        }
    }
}
