using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Countersign.Core.Budgets;
using Countersign.Core.Refusals;
using Countersign.Core.Requests;

namespace Countersign.Core.Policies;

/// <summary>Reads the budget clauses of a policy, or the ceiling of an exchange key.</summary>
internal sealed class BudgetReader(PolicyNotes notes)
{
    private const int MaxAssets = 50;

    private readonly ImmutableArray<BudgetLimit>.Builder _limits = ImmutableArray.CreateBuilder<BudgetLimit>();

    /// <summary>The clauses; what is wrong with them is noted.</summary>
    public BudgetLimits Read(string path, JsonElement element)
    {
        if (notes.Members(path, element, "orders", "notional", "turnover", "loss") is not { } members)
        {
            return BudgetLimits.None;
        }

        if (members.Count == 0)
        {
            notes.Note(path, "limits nothing; leave it out, or name orders, notional, turnover or loss");
        }

        foreach (var measure in Enum.GetValues<BudgetMeasure>())
        {
            var name = BudgetWords.ToText(measure);
            if (members.TryGetValue(name, out var clause))
            {
                if (measure == BudgetMeasure.Orders)
                {
                    ReadWindows($"{path}.{name}", clause, measure, asset: "");
                }
                else
                {
                    ReadAssets($"{path}.{name}", clause, measure);
                }
            }
        }

        return new BudgetLimits(_limits.ToImmutable());
    }

    private void ReadAssets(string path, JsonElement element, BudgetMeasure measure)
    {
        if (notes.Members(path, element) is not { } assets)
        {
            return;
        }

        if (assets.Count is 0 or > MaxAssets)
        {
            notes.Note(path, $"must name 1 to {MaxAssets} quote assets, not {assets.Count}");
        }

        foreach (var (asset, windows) in assets)
        {
            var place = $"{path}.{Quoted.From(asset)}";
            if (asset.Length is 0 or > 20 || !asset.All(static c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c)))
            {
                notes.Note(place, "is no asset; write it as the exchange does, like USDT");
            }

            ReadWindows(place, windows, measure, asset);
        }
    }

    private void ReadWindows(string path, JsonElement element, BudgetMeasure measure, string asset)
    {
        if (notes.Members(path, element, "minute", "hour", "day") is not { } windows)
        {
            return;
        }

        if (windows.Count == 0)
        {
            notes.Note(path, "limits nothing; name minute, hour or day");
        }

        foreach (var window in Enum.GetValues<BudgetWindow>())
        {
            var name = BudgetWords.ToText(window);
            if (windows.TryGetValue(name, out var value) && ReadMost($"{path}.{name}", value, measure) is { } most)
            {
                _limits.Add(new BudgetLimit(measure, asset, window, most));
            }
        }
    }

    private decimal? ReadMost(string path, JsonElement value, BudgetMeasure measure)
    {
        if (measure == BudgetMeasure.Orders)
        {
            if (value.ValueKind == JsonValueKind.Number && value.TryGetUInt32(out var count) && count > 0
                && string.Equals(value.GetRawText(), count.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))
            {
                return count;
            }

            notes.Note(path, "must be a whole number of orders above zero, like 60");
            return null;
        }

        if (PolicyNotes.Text(value) is { } text && ExchangeDecimal.Read(text, out var most) == RefusalKind.None
            && most is > 0 and <= Charge.MostAmount && decimal.Round(most, 8, MidpointRounding.ToZero) == most)
        {
            return most;
        }

        notes.Note(path, "must be a decimal above zero in quotes, with at most eight digits behind the point, like \"1000\"");
        return null;
    }
}
