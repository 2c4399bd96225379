using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Countersign.Core.Budgets;
using Countersign.Core.Records;

namespace Countersign.Core.Policies;

/// <summary>Budget clauses as people write them: a member of a policy, and by themselves the ceiling of an exchange key over all its bots.</summary>
public static class BudgetJson
{
    /// <summary>In bytes.</summary>
    public const int MaxLength = RecordLimits.Budgets;

    private static readonly JsonDocumentOptions _strict = new() { MaxDepth = 8, CommentHandling = JsonCommentHandling.Disallow };

    /// <summary>Reads a ceiling, or tells everything that is wrong with it. Never throws, on any input.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> utf8, [NotNullWhen(true)] out BudgetLimits? limits, out ImmutableArray<PolicyProblem> problems)
    {
        limits = null;
        if (utf8.Length > MaxLength || !Utf8.IsValid(utf8.Span))
        {
            problems = [new PolicyProblem("$", $"is not UTF-8 of at most {MaxLength} bytes")];
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(utf8, _strict);
            var notes = new PolicyNotes();
            var read = new BudgetReader(notes).Read("$", document.RootElement);
            problems = notes.Problems;
            limits = notes.IsClean ? read : null;
            return notes.IsClean;
        }
        catch (JsonException e)
        {
            problems = [new PolicyProblem("$", $"is not JSON, at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}")];
            return false;
        }
    }

    /// <summary>Writes clauses in one form.</summary>
    public static byte[] ToUtf8(BudgetLimits limits)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            Write(json, limits);
        }

        return stream.ToArray();
    }

    internal static void Write(Utf8JsonWriter json, BudgetLimits limits)
    {
        json.WriteStartObject();
        foreach (var measure in limits.All.GroupBy(static limit => limit.Measure).OrderBy(static group => group.Key))
        {
            json.WriteStartObject(BudgetWords.ToText(measure.Key));
            foreach (var asset in measure.GroupBy(static limit => limit.Asset, StringComparer.Ordinal).OrderBy(static group => group.Key, StringComparer.Ordinal))
            {
                if (asset.Key.Length > 0)
                {
                    json.WriteStartObject(asset.Key);
                }

                foreach (var limit in asset.OrderBy(static limit => limit.Window))
                {
                    WriteMost(json, limit);
                }

                if (asset.Key.Length > 0)
                {
                    json.WriteEndObject();
                }
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteMost(Utf8JsonWriter json, BudgetLimit limit)
    {
        var window = BudgetWords.ToText(limit.Window);
        if (limit.Measure == BudgetMeasure.Orders)
        {
            json.WriteNumber(window, limit.Most);
        }
        else
        {
            json.WriteString(window, limit.Most.ToString(PolicyWords.Decimal, CultureInfo.InvariantCulture));
        }
    }
}
