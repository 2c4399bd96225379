using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Countersign.Core.Budgets;
using Countersign.Core.Catalogue;
using Countersign.Core.Refusals;
using Countersign.Core.Requests;

namespace Countersign.Core.Policies;

/// <summary>Decides whether a policy allows what a verified bot asks for. A pure function of its arguments; never throws.</summary>
public static class PolicyJudge
{
    /// <summary>Allows a request, or says which rule stops it.</summary>
    /// <param name="policy">The policy sealed in the bot's record.</param>
    /// <param name="request">Its bot has been verified; its time too.</param>
    /// <param name="facts">The market of the request's symbol; null if there are none.</param>
    /// <param name="now">By the clock that took the facts.</param>
    /// <param name="decision">What was allowed; it means nothing with a refusal.</param>
    /// <param name="refusal">Which rule stopped it.</param>
    public static bool TryAllow(
        Policy policy,
        BotRequest request,
        MarketFacts? facts,
        DateTimeOffset now,
        out Decision decision,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        decision = default;
        var endpoint = request.Endpoint;

        // 1. Some calls are beyond every policy.
        if (endpoint.NeverSigned)
        {
            refusal = NeverSigned.Refuse(endpoint);
            return false;
        }

        // 2. Reading changes nothing.
        if (endpoint.Effect == Effect.Read)
        {
            decision = new Decision(Effect.Read, null, null);
            refusal = null;
            return true;
        }

        // 3. Of what changes something, the task allows a closed list of calls.
        if (policy.Task != PolicyTask.SpotTrading || !IsJudged(endpoint))
        {
            refusal = new Refusal(RefusalKind.EndpointNotAllowed, policy.Task == PolicyTask.ReadOnly
                ? $"a read-only policy does not allow {endpoint}"
                : $"a spot-trading policy allows placing, testing and cancelling single orders, not {endpoint}");
            return false;
        }

        // 4. A cancel is judged by its symbol, an order by all it says.
        if (endpoint.Effect == Effect.Cancel)
        {
            return TryAllowCancel(policy, request, out decision, out refusal);
        }

        return TryAllowOrder(policy, request, facts, now, out decision, out refusal);
    }

    private static bool IsJudged(Endpoint endpoint) =>
        endpoint == SpotEndpoints.NewOrder || endpoint == SpotEndpoints.TestOrder
        || endpoint == SpotEndpoints.CancelOrder || endpoint == SpotEndpoints.CancelOpenOrders;

    private static bool TryAllowCancel(
        Policy policy, BotRequest request, out Decision decision, [NotNullWhen(false)] out Refusal? refusal)
    {
        var limit = policy.FindSymbol(request.Find(KnownParameter.Symbol));
        decision = new Decision(Effect.Cancel, limit?.Symbol, null);
        refusal = limit is null ? SymbolNotAllowed(request) : null;
        return refusal is null;
    }

    private static bool TryAllowOrder(
        Policy policy,
        BotRequest request,
        MarketFacts? facts,
        DateTimeOffset now,
        out Decision decision,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        decision = default;
        refusal = OrderParameters.RefuseUnjudged(request);
        if (refusal is not null || !SpotOrder.TryRead(request, out var order, out refusal))
        {
            return false;
        }

        if (policy.FindSymbol(request.Find(KnownParameter.Symbol)) is not { } limit)
        {
            refusal = SymbolNotAllowed(request);
            return false;
        }

        if (!policy.OrderTypes.Contains(order.Type))
        {
            refusal = new Refusal(RefusalKind.OrderTypeNotAllowed, $"the policy does not allow orders of type {order.Type.ToWire()}");
            return false;
        }

        if (!OrderNotional.TryCount(in order, limit.Symbol, facts, now, out var notional, out refusal))
        {
            return false;
        }

        if (notional > limit.MaxNotional)
        {
            refusal = new Refusal(RefusalKind.MaxNotional,
                $"order notional {Text(notional)} exceeds the limit of {Text(limit.MaxNotional)} for {limit.Symbol}");
            return false;
        }

        if (!Charge.TryCount(limit.Quote, notional, OrderLoss.Count(in order, notional, facts, now), out var charge))
        {
            refusal = new Refusal(RefusalKind.NumberOverflow, $"order notional {Text(notional)} is larger than budgets count with");
            return false;
        }

        decision = new Decision(Effect.Trade, limit.Symbol, notional, charge);
        return true;
    }

    private static Refusal SymbolNotAllowed(BotRequest request) =>
        new(RefusalKind.SymbolNotAllowed, $"the policy does not name the symbol {Quoted.From(request.Find(KnownParameter.Symbol))}");

    private static string Text(decimal value) => value.ToString(PolicyWords.Decimal, CultureInfo.InvariantCulture);
}
