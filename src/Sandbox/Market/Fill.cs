namespace Countersign.Sandbox.Market;

/// <summary>One account's side of a trade.</summary>
internal sealed record Fill(
    long TradeId,
    Order Order,
    decimal Price,
    decimal Quantity,
    decimal QuoteQuantity,
    decimal Commission,
    string CommissionAsset,
    long Time,
    bool IsMaker);
