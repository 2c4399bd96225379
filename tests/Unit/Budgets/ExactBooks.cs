using Countersign.Core.Budgets;
using Countersign.Core.Records;

namespace Countersign.Unit.Budgets;

/// <summary>Budgets by their definition: every order ever, added up anew for each question, to the microsecond.</summary>
internal sealed class ExactBooks
{
    private readonly List<TrueOrder> _orders = [];

    public void Add(TrueOrder order) => _orders.Add(order);

    /// <summary>What of a limit is truly used at this moment.</summary>
    public decimal Used(RecordIdentity scope, BudgetLimit limit, long now)
    {
        var length = limit.Window switch
        {
            BudgetWindow.Minute => 60_000_000L,
            BudgetWindow.Hour => 3_600_000_000L,
            _ => 86_400_000_000L,
        };
        var since = now - length;
        return _orders.Where(order => scope.Kind == RecordKind.ExchangeKey || order.Bot == scope).Sum(order => limit.Measure switch
        {
            BudgetMeasure.Orders => order.Signed > since ? order.Charge.Orders : 0,
            _ when limit.Asset != order.Charge.Asset => 0,
            BudgetMeasure.Notional => order.Signed > since ? order.Charge.Notional : 0,
            BudgetMeasure.Turnover => order.Ended is not { } ended ? order.Charge.Notional : ended > since ? order.Executed : 0,
            _ => order.Ended is not { } ended ? order.Charge.Loss : ended > since ? order.Lost : 0,
        });
    }
}
