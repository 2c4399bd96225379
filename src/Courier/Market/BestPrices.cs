namespace Countersign.Courier.Market;

/// <summary>Best bid and ask, zero where the book has none, and the moment of the stopwatch at which they were asked for.</summary>
internal sealed record BestPrices(decimal Bid, decimal Ask, long AskedAt);
