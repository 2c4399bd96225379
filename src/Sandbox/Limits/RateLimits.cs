using System.Net;

namespace Countersign.Sandbox.Limits;

/// <summary>Request weight per address, unfilled orders per account, and the ban of an address that does not listen; all at zero for ever when off.</summary>
internal sealed class RateLimits(bool isOff = false)
{
    private const int RefusalsBeforeBan = 20;
    private const long BanMilliseconds = 120_000;

    private readonly Dictionary<IPAddress, AddressUse> _addresses = [];
    private readonly Dictionary<string, IntervalCounter> _sapi = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OrderCount> _orders = new(StringComparer.Ordinal);

    /// <summary>REQUEST_WEIGHT per minute and address.</summary>
    public int WeightPerMinute { get; set; } = 6000;

    /// <summary>ORDERS per ten seconds and account.</summary>
    public int OrdersPerTenSeconds { get; set; } = 100;

    /// <summary>ORDERS per day and account.</summary>
    public int OrdersPerDay { get; set; } = 200_000;

    public AddressUse Of(IPAddress address)
    {
        if (!_addresses.TryGetValue(address, out var use))
        {
            _addresses[address] = use = new AddressUse(isOff);
        }

        return use;
    }

    public OrderCount OrdersOf(string account)
    {
        if (!_orders.TryGetValue(account, out var count))
        {
            _orders[account] = count = new OrderCount(isOff);
        }

        return count;
    }

    /// <summary>SAPI counts per endpoint, once by address and once by account.</summary>
    public int AddSapi(string who, string path, long now, int weight)
    {
        var key = who + " " + path;
        if (!_sapi.TryGetValue(key, out var counter))
        {
            _sapi[key] = counter = new IntervalCounter(60, isOff);
        }

        counter.Add(now, weight);
        return counter.Read(now);
    }

    /// <summary>Counts a refusal for weight; too many of them ban the address.</summary>
    public static void Refuse(AddressUse use, long now)
    {
        use.Refusals.Add(now, 1);
        if (use.Refusals.Read(now) > RefusalsBeforeBan)
        {
            use.BannedUntil = now + BanMilliseconds;
        }
    }

    public void Clear()
    {
        _addresses.Clear();
        _sapi.Clear();
        _orders.Clear();
    }
}
