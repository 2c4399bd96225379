namespace Countersign.Sandbox.Market;

/// <summary>Resting orders of one symbol by price, then by arrival.</summary>
internal sealed class OrderBook
{
    private readonly SortedSet<Order> _bids = new(Comparer<Order>.Create(
        static (a, b) => a.Price != b.Price ? b.Price.CompareTo(a.Price) : a.Sequence.CompareTo(b.Sequence)));

    private readonly SortedSet<Order> _asks = new(Comparer<Order>.Create(
        static (a, b) => a.Price != b.Price ? a.Price.CompareTo(b.Price) : a.Sequence.CompareTo(b.Sequence)));

    private long _sequence;

    /// <summary>Counts changes of the book, as `lastUpdateId` does.</summary>
    public long LastUpdateId { get; private set; } = 1;

    public IEnumerable<Order> Bids => _bids;

    public IEnumerable<Order> Asks => _asks;

    public decimal? BestBid => _bids.Min?.Price;

    public decimal? BestAsk => _asks.Min?.Price;

    public void Add(Order order)
    {
        order.Sequence = ++_sequence;
        SideOf(order.Side).Add(order);
        Touch();
    }

    public void Remove(Order order)
    {
        if (SideOf(order.Side).Remove(order))
        {
            Touch();
        }
    }

    /// <summary>The orders that one of this side would meet, best first.</summary>
    public IEnumerable<Order> Against(Side side) => SideOf(Opposite(side));

    public Order? BestAgainst(Side side) => SideOf(Opposite(side)).Min;

    /// <summary>A resting order lost quantity.</summary>
    public void Touch() => LastUpdateId++;

    /// <summary>Whether an order of that side and price would meet a resting one.</summary>
    public bool Crosses(Side side, decimal price) => BestAgainst(side) is { } best && Reaches(side, price, best.Price);

    public static bool Reaches(Side side, decimal limit, decimal price) => side == Side.Buy ? price <= limit : price >= limit;

    /// <summary>Price levels, best first, with the quantity of all orders at each.</summary>
    public static IEnumerable<(decimal Price, decimal Quantity)> Levels(IEnumerable<Order> orders)
    {
        decimal? price = null;
        var quantity = 0m;
        foreach (var order in orders)
        {
            if (price is { } current && current != order.Price)
            {
                yield return (current, quantity);
                quantity = 0;
            }

            price = order.Price;
            quantity += order.Remaining;
        }

        if (price is { } last)
        {
            yield return (last, quantity);
        }
    }

    private SortedSet<Order> SideOf(Side side) => side == Side.Buy ? _bids : _asks;

    private static Side Opposite(Side side) => side == Side.Buy ? Side.Sell : Side.Buy;
}
