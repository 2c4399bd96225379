namespace Countersign.Sandbox.Limits;

/// <summary>Unfilled orders of one account. The first fill of an order takes it off the count again.</summary>
internal sealed class OrderCount(bool isOff)
{
    public IntervalCounter TenSeconds { get; } = new(10, isOff);

    public IntervalCounter Day { get; } = new(86_400, isOff);

    public void Add(long nowMilliseconds, int amount)
    {
        TenSeconds.Add(nowMilliseconds, amount);
        Day.Add(nowMilliseconds, amount);
    }
}
