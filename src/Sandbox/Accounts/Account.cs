using Countersign.Sandbox.Market;

namespace Countersign.Sandbox.Accounts;

/// <summary>One account: balances, orders, fills and what left it. The market maker's may go below zero.</summary>
internal sealed class Account(string name, long uid, bool isUnlimited)
{
    private readonly List<Order> _orders = [];
    private readonly List<Order> _open = [];
    private readonly Dictionary<(string Symbol, long Id), Order> _byId = [];
    private readonly Dictionary<(string Symbol, string ClientOrderId), Order> _byClientOrderId = [];

    public string Name { get; } = name;

    public long Uid { get; } = uid;

    public bool IsUnlimited { get; } = isUnlimited;

    public SortedDictionary<string, Balance> Balances { get; } = new(StringComparer.Ordinal);

    /// <summary>What lies in other wallets than spot, by wallet and asset.</summary>
    public SortedDictionary<string, decimal> OtherWallets { get; } = new(StringComparer.Ordinal);

    /// <summary>Every order, in the order of arrival.</summary>
    public IReadOnlyList<Order> Orders => _orders;

    public List<Fill> Fills { get; } = [];

    public List<Movement> Withdrawals { get; } = [];

    public List<Movement> Transfers { get; } = [];

    public bool FastWithdrawEnabled { get; set; }

    public long UpdateTime { get; set; }

    /// <summary>Open orders, in the order of arrival.</summary>
    public IReadOnlyList<Order> OpenOrders
    {
        get
        {
            _open.RemoveAll(static order => !order.IsOpen);
            return _open;
        }
    }

    public Balance Of(string asset)
    {
        if (!Balances.TryGetValue(asset, out var balance))
        {
            Balances[asset] = balance = new Balance();
        }

        return balance;
    }

    public bool Has(string asset, decimal amount) => IsUnlimited || Of(asset).Free >= amount;

    public void Lock(string asset, decimal amount)
    {
        var balance = Of(asset);
        balance.Free -= amount;
        balance.Locked += amount;
    }

    public void Unlock(string asset, decimal amount) => Lock(asset, -amount);

    public void Add(Order order)
    {
        _orders.Add(order);
        _open.Add(order);
        _byId.Add((order.Symbol.Name, order.Id), order);
        _byClientOrderId[(order.Symbol.Name, order.ClientOrderId)] = order;
    }

    /// <summary>The newest order of a symbol with that client order id; an id may be used again when its order has ended.</summary>
    public Order? FindByClientOrderId(string symbol, string clientOrderId) => _byClientOrderId.GetValueOrDefault((symbol, clientOrderId));

    public Order? FindById(string symbol, long orderId) => _byId.GetValueOrDefault((symbol, orderId));
}
