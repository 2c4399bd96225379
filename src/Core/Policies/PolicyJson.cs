using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Countersign.Core.Requests;

namespace Countersign.Core.Policies;

/// <summary>
/// Policies as people write them; <c>docs/policy.md</c> has the format. Strict: unknown, duplicate and missing members, numbers
/// that are not strings and comments are refused, and all problems are told at once.
/// </summary>
public static class PolicyJson
{
    /// <summary>In bytes.</summary>
    public const int MaxLength = 32 * 1024;

    private static readonly JsonDocumentOptions _strict = new() { MaxDepth = 8, CommentHandling = JsonCommentHandling.Disallow };

    /// <summary>Reads a policy, or tells everything that is wrong with it. Never throws, on any input.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> utf8, [NotNullWhen(true)] out Policy? policy, out ImmutableArray<PolicyProblem> problems)
    {
        policy = null;
        if (utf8.Length > MaxLength)
        {
            problems = [new PolicyProblem("$", $"{utf8.Length} bytes; the limit is {MaxLength}")];
            return false;
        }

        if (!Utf8.IsValid(utf8.Span))
        {
            problems = [new PolicyProblem("$", "is not UTF-8")];
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(utf8, _strict);
            var reader = new PolicyReader();
            policy = reader.Read(document.RootElement);
            problems = reader.Problems;
            return policy is not null;
        }
        catch (JsonException e)
        {
            problems = [new PolicyProblem("$", $"is not JSON, at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}")];
            return false;
        }
    }

    /// <summary>Writes a policy in one form: members and symbols in a fixed order, numbers without needless zeros.</summary>
    public static byte[] ToUtf8(Policy policy)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("task"u8, PolicyWords.ToText(policy.Task));
            if (policy.Task == PolicyTask.SpotTrading)
            {
                WriteTrading(json, policy);
            }

            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void WriteTrading(Utf8JsonWriter json, Policy policy)
    {
        json.WriteStartArray("orderTypes"u8);
        foreach (var type in policy.OrderTypes.Order())
        {
            json.WriteStringValue(type.ToWire());
        }

        json.WriteEndArray();
        json.WriteStartObject("symbols"u8);
        foreach (var (symbol, limit) in policy.Symbols.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            json.WriteStartObject(symbol);
            json.WriteString("maxNotional"u8, limit.MaxNotional.ToString(PolicyWords.Decimal, CultureInfo.InvariantCulture));
            if (limit.Quote.Length > 0)
            {
                json.WriteString("quote"u8, limit.Quote);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
        if (!policy.Budgets.All.IsEmpty)
        {
            json.WritePropertyName("budgets"u8);
            BudgetJson.Write(json, policy.Budgets);
        }
    }
}
