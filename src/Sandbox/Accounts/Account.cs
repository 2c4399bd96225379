using Countersign.Sandbox.Market;

namespace Countersign.Sandbox.Accounts;

/// <summary>One account: balances, orders, fills and what left it. The market maker's may go below zero.</summary>
internal sealed class Account(string name, long uid, bool isUnlimited)
{
    public string Name { get; } = name;

    public long Uid { get; } = uid;

    public bool IsUnlimited { get; } = isUnlimited;

    public SortedDictionary<string, Balance> Balances { get; } = new(StringComparer.Ordinal);

    /// <summary>What lies in other wallets than spot, by wallet and asset.</summary>
    public SortedDictionary<string, decimal> OtherWallets { get; } = new(StringComparer.Ordinal);

    /// <summary>Every order, in the order of arrival.</summary>
    public List<Order> Orders { get; } = [];

    public List<Fill> Fills { get; } = [];

    public List<Movement> Withdrawals { get; } = [];

    public List<Movement> Transfers { get; } = [];

    public bool FastWithdrawEnabled { get; set; }

    public long UpdateTime { get; set; }

    public IEnumerable<Order> OpenOrders => Orders.Where(static order => order.IsOpen);

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

    /// <summary>The newest order of a symbol with that client order id; an id may be used again when its order has ended.</summary>
    public Order? FindByClientOrderId(string symbol, string clientOrderId) => Orders.FindLast(order =>
        string.Equals(order.Symbol.Name, symbol, StringComparison.Ordinal) &&
        string.Equals(order.ClientOrderId, clientOrderId, StringComparison.Ordinal));

    public Order? FindById(string symbol, long orderId) => Orders.FindLast(order =>
        order.Id == orderId && string.Equals(order.Symbol.Name, symbol, StringComparison.Ordinal));
}
