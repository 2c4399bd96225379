namespace Countersign.Sandbox.Market;

/// <summary>A trade as the public sees it. Time in microseconds since the epoch.</summary>
internal readonly record struct Trade(long Id, decimal Price, decimal Quantity, long Time, bool IsBuyerMaker)
{
    public decimal QuoteQuantity => Price * Quantity;
}
