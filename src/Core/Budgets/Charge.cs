namespace Countersign.Core.Budgets;

/// <summary>What one order takes from the budgets that it falls under.</summary>
/// <param name="Asset">The quote asset that the amounts are in; empty where nothing is charged.</param>
/// <param name="Orders">Orders.</param>
/// <param name="Notional">What it is worth at most.</param>
/// <param name="Loss">What it gives away by its price, at most.</param>
public readonly record struct Charge(string Asset, uint Orders, decimal Notional, decimal Loss)
{
    /// <summary>The most that one order can be charged: beyond it the sums of a day would not fit a decimal with eight digits behind the point.</summary>
    public const decimal MostAmount = 1_000_000_000_000;

    private const decimal Unit = 0.00000001m;

    /// <summary>Takes nothing: a read, a cancel.</summary>
    public static Charge None { get; } = new("", 0, 0, 0);

    public bool IsNone => Orders == 0;

    /// <summary>The charge of one order, its amounts rounded up to eight digits behind the point, which sums keep exactly. False above <see cref="MostAmount"/>.</summary>
    public static bool TryCount(string asset, decimal notional, decimal loss, out Charge charge)
    {
        charge = None;
        if (notional is < 0 or > MostAmount || loss is < 0 or > MostAmount)
        {
            return false;
        }

        charge = new Charge(asset, 1, RoundUp(notional), RoundUp(loss));
        return true;
    }

    /// <summary>Rounds up to what sums keep exactly.</summary>
    internal static decimal RoundUp(decimal amount)
    {
        var cut = decimal.Round(amount, 8, MidpointRounding.ToZero);
        return cut < amount ? cut + Unit : cut;
    }
}
