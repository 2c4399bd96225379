using Countersign.Sandbox.Accounts;

namespace Countersign.Sandbox.Market;

/// <summary>Keeps the books alive: a ladder of orders on both sides, refilled after it was taken, moved by a small random walk.</summary>
internal sealed class MarketMaker
{
    private readonly SymbolMarket _market;
    private readonly MatchingEngine _engine;
    private readonly Account _account;
    private readonly SeededRandom _walk;
    private readonly decimal[] _quantities;
    private readonly Dictionary<(Side Side, int Level), Order> _ladder = [];
    private decimal _middle;

    public MarketMaker(SymbolMarket market, MatchingEngine engine, Account account, ulong seed)
    {
        _market = market;
        _engine = engine;
        _account = account;
        _walk = SeededRandom.For(seed, market.Rules.Name + " walk");
        _middle = market.Rules.StartPrice;

        var sizes = SeededRandom.For(seed, market.Rules.Name + " sizes");
        _quantities = new decimal[market.Rules.Levels * 2];
        for (var i = 0; i < _quantities.Length; i++)
        {
            var depth = 1 + (i / 2 * 0.05m);
            _quantities[i] = Math.Max(
                market.Rules.StepSize, market.Rules.FloorQuantity(market.Rules.LevelQuantity * depth * (0.5m + sizes.Fraction())));
        }
    }

    public void Open() => Quote(mayTake: false);

    /// <summary>Brings taken levels back to their quantity. A level that would meet somebody's order stays away: a refill never takes.</summary>
    public void Refill()
    {
        if (!_market.Rules.IsThin)
        {
            Quote(mayTake: false);
        }
    }

    /// <summary>One step of the walk: the ladder moves, and meets the orders that rest in its way.</summary>
    public void Step(long now)
    {
        if (_market.Rules.IsThin)
        {
            return;
        }

        var rules = _market.Rules;
        var pull = (rules.StartPrice - _middle) / rules.StartPrice * 0.01m;
        _middle = rules.RoundPrice(_middle * (1 + pull + (_walk.Signed() * 0.0002m)));
        foreach (var order in _ladder.Values)
        {
            _market.Book.Remove(order);
        }

        _ladder.Clear();
        Quote(mayTake: true);
        var quantity = Math.Max(rules.StepSize, rules.FloorQuantity(rules.LevelQuantity * _walk.Fraction() * 0.1m));
        _market.Tape.Add(_middle, quantity, now, _walk.Next() % 2 == 0);
    }

    private void Quote(bool mayTake)
    {
        for (var level = 0; level < _market.Rules.Levels; level++)
        {
            Quote(Side.Buy, level, mayTake);
            Quote(Side.Sell, level, mayTake);
        }
    }

    private void Quote(Side side, int level, bool mayTake)
    {
        var quantity = _quantities[(level * 2) + (int)side];
        if (_ladder.TryGetValue((side, level), out var resting))
        {
            if (resting.Remaining == quantity)
            {
                return;
            }

            _market.Book.Remove(resting);
            _ladder.Remove((side, level));
        }

        var distance = _market.Rules.TickSize + (_middle * _market.Rules.LevelGap * level);
        var price = _market.Rules.RoundPrice(side == Side.Buy ? _middle - distance : _middle + distance);
        if (!mayTake && _market.Book.Crosses(side, price))
        {
            return;
        }

        var order = new Order
        {
            Id = 0,
            Symbol = _market.Rules,
            Account = _account,
            ClientOrderId = "market-maker",
            Side = side,
            Type = OrderType.Limit,
            Price = price,
            Quantity = quantity,
            Time = 0,
        };
        _engine.Execute(_market, order);
        if (order.IsOpen)
        {
            _ladder[(side, level)] = order;
        }
    }
}
