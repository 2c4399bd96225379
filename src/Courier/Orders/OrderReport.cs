namespace Countersign.Courier.Orders;

/// <summary>What the exchange says of one order.</summary>
/// <param name="Symbol">As the exchange writes it.</param>
/// <param name="ClientOrderId">The id it was placed under.</param>
/// <param name="Status">The exchange's word.</param>
/// <param name="Executed">What filled, in the quote asset; null where the exchange does not know.</param>
internal sealed record OrderReport(string Symbol, string ClientOrderId, string Status, decimal? Executed)
{
    /// <summary>Nothing more can fill (enums.md, Order status).</summary>
    public bool HasEnded => Status is "FILLED" or "CANCELED" or "REJECTED" or "EXPIRED" or "EXPIRED_IN_MATCH";
}
