using System.Globalization;
using System.Text.Json;
using Countersign.Core.Budgets;
using Countersign.Core.Records;

namespace Countersign.Signer.Operator;

/// <summary>Writes for operators how far budgets are used.</summary>
internal static class BudgetReport
{
    // An answer has to fit a frame.
    private const int MaxFullest = 100;

    /// <summary>The clauses that are used the furthest, of whomever.</summary>
    public static void WriteFullest(Utf8JsonWriter json, IEnumerable<BudgetUse> uses) => Write(json,
        uses.OrderByDescending(static use => use.Used / use.Limit.Most).ThenBy(static use => use.Of.ToString(), StringComparer.Ordinal).Take(MaxFullest));

    /// <summary>As an array, the member <c>budgets</c>.</summary>
    public static void Write(Utf8JsonWriter json, IEnumerable<BudgetUse> uses)
    {
        json.WriteStartArray("budgets");
        foreach (var use in uses)
        {
            json.WriteStartObject();
            json.WriteString("owner", use.Of.Owner.Value);
            json.WriteString(use.Of.Kind == RecordKind.Bot ? "bot" : "key", use.Of.Name);
            json.WriteString("counts", BudgetWords.ToText(use.Limit.Measure));
            json.WriteString("asset", use.Limit.Asset);
            json.WriteString("per", BudgetWords.ToText(use.Limit.Window));
            json.WriteString("used", Text(use.Used));
            json.WriteString("most", Text(use.Limit.Most));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Text(decimal value) => value.ToString("0.########", CultureInfo.InvariantCulture);
}
