using Countersign.Core.Catalogue;
using Countersign.Core.Refusals;
using Countersign.Courier.Calls;
using Countersign.Courier.Links;

namespace Countersign.Courier.Orders;

/// <summary>
/// Tells the signer of the ends of orders, as far as the answers that come by say them, so that what did not fill counts against no budget. What
/// is not said here the signer asks for.
/// </summary>
internal sealed class OrderEnds
{
    private readonly KnownOrders _known = new();

    /// <summary>Reports what a reply says, after it was given.</summary>
    /// <param name="signer">Signed the call.</param>
    /// <param name="endpoint">What was called.</param>
    /// <param name="sequence">The signer's number of the call.</param>
    /// <param name="reply">What the bot was given.</param>
    public void Report(SignerLink signer, Endpoint endpoint, ulong sequence, Reply reply)
    {
        var places = endpoint == SpotEndpoints.NewOrder || endpoint == SpotEndpoints.TestOrder;
        switch (reply)
        {
            case Reply.Refused { Refusal.Kind: not RefusalKind.OutcomeUnknown } when places:
                signer.SendOrderEnd(sequence, isByName: false, "NOT_SENT", 0);
                break;

            // What left it unknown whether there is an order is a status of 500 and above by now.
            case Reply.Answered { Status: >= 400 and < 500 } when places:
                signer.SendOrderEnd(sequence, isByName: false, "REJECTED", 0);
                break;
            case Reply.Answered { Status: 200 } when endpoint == SpotEndpoints.TestOrder:
                signer.SendOrderEnd(sequence, isByName: false, "TEST", 0);
                break;
            case Reply.Answered { Status: 200, Body: var body } when places:
                ReportPlaced(signer, sequence, body);
                break;
            case Reply.Answered { Status: 200, Body: var body } when TellsOfOrders(endpoint):
                ReportKnown(signer, body);
                break;
            default:
                break;
        }
    }

    /// <summary>Reports what the exchange says when the signer asks, by its name, after an order that rests.</summary>
    public void ReportState(SignerLink signer, ulong sequence, ushort status, int? code, byte[] body)
    {
        if (status == 200)
        {
            if (OrderReports.Read(body).FirstOrDefault() is { HasEnded: true, Executed: { } executed } order)
            {
                _ = _known.Take(order.Symbol, order.OrderId);
                signer.SendOrderEnd(sequence, isByName: true, order.Status, executed);
            }
        }
        else if (code == -2013)
        {
            // Asked after long after its receive window: it never was one.
            signer.SendOrderEnd(sequence, isByName: true, "NOT_FOUND", 0);
        }
    }

    private static bool TellsOfOrders(Endpoint endpoint) =>
        endpoint == SpotEndpoints.CancelOrder || endpoint == SpotEndpoints.CancelOpenOrders || endpoint == SpotEndpoints.QueryOrder;

    private void ReportPlaced(SignerLink signer, ulong sequence, byte[] body)
    {
        if (OrderReports.Read(body).FirstOrDefault() is not { } order)
        {
            return;
        }

        if (order is { HasEnded: true, Executed: { } executed })
        {
            signer.SendOrderEnd(sequence, isByName: false, order.Status, executed);
        }
        else
        {
            _known.Add(order.Symbol, order.OrderId, sequence);
        }
    }

    private void ReportKnown(SignerLink signer, byte[] body)
    {
        foreach (var order in OrderReports.Read(body))
        {
            if (order is { HasEnded: true, Executed: { } executed } && _known.Take(order.Symbol, order.OrderId) is { } sequence)
            {
                signer.SendOrderEnd(sequence, isByName: false, order.Status, executed);
            }
        }
    }
}
