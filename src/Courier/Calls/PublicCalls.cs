using Countersign.Core.Refusals;
using Countersign.Courier.Limits;
using Countersign.Courier.Wire;

namespace Countersign.Courier.Calls;

/// <summary>Carries calls for public data, on connections of their own, within a bound that keeps memory and weight for what matters more.</summary>
internal sealed class PublicCalls(Origins origins, ExchangeClient client, HostLimits limits)
{
    /// <summary>More at a time are refused.</summary>
    public const int MaxUnderWay = 256;

    private int _underWay;

    public async Task<Reply> Carry(ExchangeRequest request)
    {
        if (origins.Of(request.Endpoint.Product) is not { } origin)
        {
            return Reply.No(RefusalKind.ExchangeUnreachable, $"this exchange has no {request.Endpoint.Path}");
        }

        if (limits.Refuse(origin, request.Endpoint, Traffic.Public, request.Query) is { } refusal)
        {
            return new Reply.Refused(refusal);
        }

        try
        {
            return Interlocked.Increment(ref _underWay) > MaxUnderWay
                ? Reply.No(RefusalKind.Busy, $"{MaxUnderWay} calls for public data are under way; try again")
                : ToReply(await client.SendWithoutHop(request));
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    private static Reply ToReply(Delivery delivery) => delivery switch
    {
        Delivery.Answered { Answer: var answer } => Reply.Of(answer),
        Delivery.NotSent { Reason: var reason } => Reply.No(RefusalKind.ExchangeUnreachable, reason),
        _ => Reply.Unknown,
    };
}
