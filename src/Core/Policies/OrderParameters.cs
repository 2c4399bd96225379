using System.Collections.Frozen;
using Countersign.Core.Refusals;
using Countersign.Core.Requests;

namespace Countersign.Core.Policies;

/// <summary>Which parameters of an order the judge understands; any other could change what the judged numbers mean.</summary>
internal static class OrderParameters
{
    private static readonly FrozenSet<string> _judged = FrozenSet.Create(StringComparer.Ordinal,
        "symbol", "side", "type", "timeInForce", "quantity", "quoteOrderQty", "price", "newClientOrderId", "newOrderRespType",
        "selfTradePreventionMode", "strategyId", "strategyType", "computeCommissionRates");

    public static Refusal? RefuseUnjudged(BotRequest request)
    {
        foreach (var (name, value) in request.Parameters)
        {
            if (!_judged.Contains(name.Text))
            {
                return new Refusal(RefusalKind.ParameterNotAllowed, $"orders with {name.Text} are not judged yet, and so not allowed");
            }

            // TRANSFER moves assets to another account of the same trade group.
            if (name.Text is "selfTradePreventionMode" && value is not ("NONE" or "EXPIRE_MAKER" or "EXPIRE_TAKER" or "EXPIRE_BOTH" or "DECREMENT"))
            {
                return new Refusal(RefusalKind.ParameterNotAllowed, $"selfTradePreventionMode {Quoted.From(value)} is not allowed: it could move assets to another account");
            }
        }

        return null;
    }
}
