using Countersign.Core.Catalogue;
using Countersign.Core.Refusals;
using Countersign.Core.Requests;

namespace Countersign.Core.Policies;

/// <summary>Which parameters of an order the judge understands; any other could change what the judged numbers mean.</summary>
internal static class OrderParameters
{
    public static Refusal? RefuseUnjudged(BotRequest request)
    {
        for (var i = 0; i < request.ParameterCount; i++)
        {
            var parameter = request.ParameterAt(i);
            if (!IsJudged(parameter.Name.Known))
            {
                return new Refusal(RefusalKind.ParameterNotAllowed, $"orders with {parameter.Name.Text} are not judged yet, and so not allowed");
            }

            // TRANSFER moves assets to another account of the same trade group.
            if (parameter.Name.Known == KnownParameter.SelfTradePreventionMode && !StaysInTheAccount(parameter.Value))
            {
                return new Refusal(RefusalKind.ParameterNotAllowed,
                    $"selfTradePreventionMode {Quoted.From(parameter.Value)} is not allowed: it could move assets to another account");
            }
        }

        return null;
    }

    private static bool IsJudged(KnownParameter name) => name is KnownParameter.Symbol or KnownParameter.Side or KnownParameter.Type
        or KnownParameter.TimeInForce or KnownParameter.Quantity or KnownParameter.QuoteOrderQty or KnownParameter.Price
        or KnownParameter.NewClientOrderId or KnownParameter.NewOrderRespType or KnownParameter.SelfTradePreventionMode
        or KnownParameter.StrategyId or KnownParameter.StrategyType or KnownParameter.ComputeCommissionRates;

    private static bool StaysInTheAccount(ReadOnlySpan<byte> mode) =>
        mode.SequenceEqual("NONE"u8) || mode.SequenceEqual("EXPIRE_MAKER"u8) || mode.SequenceEqual("EXPIRE_TAKER"u8)
        || mode.SequenceEqual("EXPIRE_BOTH"u8) || mode.SequenceEqual("DECREMENT"u8);
}
