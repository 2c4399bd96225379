namespace Countersign.Courier.Market;

/// <summary>The exchange's average price, zero where it has none, and the moment of the stopwatch at which it was asked for.</summary>
internal sealed record AveragePrice(decimal Price, long AskedAt);
