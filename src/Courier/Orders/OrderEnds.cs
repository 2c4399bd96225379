using Countersign.Core.Catalogue;
using Countersign.Core.Refusals;
using Countersign.Courier.Calls;
using Countersign.Courier.Links;

namespace Countersign.Courier.Orders;

/// <summary>
/// Tells the signer of the ends of orders, as far as the answers that come by say them, so that what did not fill counts against no budget. What
/// is not said here the signer asks for.
/// </summary>
internal static class OrderEnds
{
    /// <summary>Reports what a reply says, after it was given.</summary>
    /// <param name="signer">Signed the call.</param>
    /// <param name="endpoint">What was called.</param>
    /// <param name="key">The signer's number of the exchange key.</param>
    /// <param name="sequence">The signer's number of the call.</param>
    /// <param name="reply">What the bot was given.</param>
    public static void Report(SignerLink signer, Endpoint endpoint, uint key, ulong sequence, Reply reply)
    {
        var places = endpoint == SpotEndpoints.NewOrder || endpoint == SpotEndpoints.TestOrder;
        switch (reply)
        {
            case Reply.Refused { Refusal.Kind: not RefusalKind.OutcomeUnknown } when places:
                signer.SendOrderEnd(sequence, key, "NOT_SENT", 0);
                break;

            // What left it unknown whether there is an order is a status of 500 and above by now.
            case Reply.Answered { Status: >= 400 and < 500 } when places:
                signer.SendOrderEnd(sequence, key, "REJECTED", 0);
                break;
            case Reply.Answered { Status: 200 } when endpoint == SpotEndpoints.TestOrder:
                signer.SendOrderEnd(sequence, key, "TEST", 0);
                break;
            case Reply.Answered { Status: 200, Body: var body } when places:
                ReportBody(signer, key, sequence, body);
                break;
            case Reply.Answered { Status: 200, Body: var body } when TellsOfOrders(endpoint):
                ReportBody(signer, key, sequence: 0, body);
                break;
            default:
                break;
        }
    }

    /// <summary>Reports what the exchange says when the signer asks after an order that rests.</summary>
    public static void ReportState(SignerLink signer, uint key, ulong sequence, ushort status, int? code, byte[] body)
    {
        if (status == 200)
        {
            ReportBody(signer, key, sequence, body);
        }
        else if (code == -2013)
        {
            // Asked after long after its receive window: it never was one.
            signer.SendOrderEnd(sequence, key, "NOT_FOUND", 0);
        }
    }

    private static bool TellsOfOrders(Endpoint endpoint) =>
        endpoint == SpotEndpoints.CancelOrder || endpoint == SpotEndpoints.CancelOpenOrders || endpoint == SpotEndpoints.QueryOrder;

    private static void ReportBody(SignerLink signer, uint key, ulong sequence, byte[] body)
    {
        foreach (var order in OrderReports.Read(body))
        {
            if (order is { HasEnded: true, Executed: { } executed })
            {
                signer.SendOrderEnd(sequence, key, order.Status, executed, order.Symbol, order.ClientOrderId);
            }
        }
    }
}
