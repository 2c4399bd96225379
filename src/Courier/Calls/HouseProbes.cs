using Countersign.Courier.Limits;
using Countersign.Courier.Links;
using Countersign.Courier.Orders;
using Countersign.Courier.Wire;

namespace Countersign.Courier.Calls;

/// <summary>Carries the signer's own questions after a key to the exchange, and the answers back to the signer.</summary>
internal sealed class HouseProbes(Origins origins, ExchangeClient client, HostLimits limits, OrderEnds ends)
{
    private const int MaxBody = 32 * 1024;

    /// <summary>Status zero when there is no answer that can be passed on.</summary>
    public async Task Carry(SignerLink signer, ulong id, ExchangeRequest request)
    {
        if (await Ask(request) is { } answer)
        {
            signer.SendHouseAnswer(id, answer.Status, answer.Body);
        }
        else
        {
            signer.SendHouseAnswer(id, 0, []);
        }
    }

    /// <summary>Asks after an order that rests; the signer hears of its end, and nothing else.</summary>
    public async Task CarryState(SignerLink signer, ulong sequence, ExchangeRequest request)
    {
        if (await Ask(request) is { } answer)
        {
            ends.ReportState(signer, sequence, answer.Status, answer.Code, answer.Body);
        }
    }

    private async Task<ExchangeAnswer?> Ask(ExchangeRequest request)
    {
        var mayGo = origins.Of(request.Endpoint.Product) is { } origin && limits.Refuse(origin, request.Endpoint, Traffic.Signed, request.Query) is null;
        return mayGo && await client.Send(request) is Delivery.Answered { Answer: { IsEncoded: false, Body.Length: <= MaxBody } answer } ? answer : null;
    }
}
