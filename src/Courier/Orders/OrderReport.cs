namespace Countersign.Courier.Orders;

/// <summary>What the exchange says of one order.</summary>
/// <param name="Symbol">As the exchange writes it.</param>
/// <param name="OrderId">The exchange's number of it.</param>
/// <param name="Status">The exchange's word; empty where it only says that it took the order.</param>
/// <param name="Executed">What filled, in the quote asset; null where the exchange does not say or know.</param>
internal sealed record OrderReport(string Symbol, long OrderId, string Status, decimal? Executed)
{
    /// <summary>Nothing more can fill (enums.md, Order status).</summary>
    public bool HasEnded => Status is "FILLED" or "CANCELED" or "REJECTED" or "EXPIRED" or "EXPIRED_IN_MATCH";
}
