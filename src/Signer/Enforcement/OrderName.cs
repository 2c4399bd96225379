using Countersign.Core.Catalogue;
using Countersign.Core.Requests;

namespace Countersign.Signer.Enforcement;

/// <summary>How an order can be asked after: its symbol, and the client order id or the exchange's number that names it there.</summary>
/// <param name="symbol">The policy's own copy of the text; null where there is nothing to ask after.</param>
/// <param name="isOrderId">The exchange's number, not a client order id.</param>
/// <param name="value">UTF-8; empty where there is nothing to ask after.</param>
internal readonly ref struct OrderName(string? symbol, bool isOrderId, ReadOnlySpan<byte> value)
{
    public string Symbol { get; } = symbol ?? "";

    public bool IsOrderId { get; } = isOrderId;

    public ReadOnlySpan<byte> Value { get; } = value;

    /// <summary>A cancel of everything on a symbol names no single order that could be asked after, nor does a read.</summary>
    public bool IsNone => Value.IsEmpty || Symbol.Length == 0;

    /// <summary>The name of what a request places or cancels.</summary>
    /// <param name="request">Judged.</param>
    /// <param name="symbol">As the policy wrote it.</param>
    /// <param name="supplied">The client order id that the signer gives where the bot gave none.</param>
    public static OrderName Of(BotRequest request, string? symbol, ReadOnlySpan<byte> supplied)
    {
        if (request.Endpoint == SpotEndpoints.NewOrder || request.Endpoint == SpotEndpoints.TestOrder)
        {
            return new OrderName(symbol, isOrderId: false,
                CanonicalRequest.NeedsClientOrderId(request) ? supplied : request.Find(KnownParameter.NewClientOrderId));
        }

        if (request.Endpoint != SpotEndpoints.CancelOrder)
        {
            return default;
        }

        var orderId = request.Find(KnownParameter.OrderId);
        return new OrderName(symbol, isOrderId: !orderId.IsEmpty, orderId.IsEmpty ? request.Find(KnownParameter.OrigClientOrderId) : orderId);
    }
}
