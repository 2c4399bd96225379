namespace Countersign.Core.Budgets;

/// <summary>The clauses that an order paid in one asset falls under, found once.</summary>
/// <param name="Concerned">Those that count it.</param>
/// <param name="NotNaming">The first of a measure that is limited in other assets only; null where there is none.</param>
internal sealed record AssetClauses(BudgetLimit[] Concerned, BudgetLimit? NotNaming)
{
    public static AssetClauses Of(BudgetLimits limits, string asset)
    {
        BudgetLimit[] concerned = [.. limits.All.Where(limit => limit.Measure == BudgetMeasure.Orders || string.Equals(limit.Asset, asset, StringComparison.Ordinal))];
        return new AssetClauses(concerned, limits.All.FirstOrDefault(limit => !concerned.Any(named => named.Measure == limit.Measure)));
    }
}
