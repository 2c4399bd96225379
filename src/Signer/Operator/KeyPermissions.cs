using System.Collections.Frozen;
using System.Text.Json;
using Countersign.Core.Records;

namespace Countersign.Signer.Operator;

/// <summary>
/// What the exchange says a key may do (wallet endpoints, "Get API Key Permission"). A key that can move money off the account, or that has a
/// permission nobody here has heard of, is not taken: no policy could hold it back if its signatures ever leaked.
/// </summary>
internal sealed class KeyPermissions
{
    private static readonly FrozenSet<string> _forbidden =
        new[] { "enableWithdrawals", "enableInternalTransfer", "permitsUniversalTransfer" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> _known = new[]
    {
        "enableReading", "enableSpotAndMarginTrading", "enableMargin", "enableFutures", "enableVanillaOptions", "enableFixApiTrade",
        "enableFixReadOnly", "enablePortfolioMarginTrading",
    }.ToFrozenSet(StringComparer.Ordinal);

    private KeyPermissions(byte[] json, bool ipRestrict, IReadOnlyList<string> forbidden, bool canRead, IReadOnlyList<string> warnings) =>
        (Json, IpRestrict, Forbidden, CanRead, Warnings) = (json, ipRestrict, forbidden, canRead, warnings);

    /// <summary>What was seen, for the record: an object of booleans.</summary>
    public byte[] Json { get; }

    /// <summary>The exchange takes the key from listed addresses only.</summary>
    public bool IpRestrict { get; }

    /// <summary>The permissions for which the key is refused.</summary>
    public IReadOnlyList<string> Forbidden { get; }

    public bool CanRead { get; }

    /// <summary>What the operator should mend.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Reads the exchange's answer; null when it is not what it should be.</summary>
    public static KeyPermissions? TryRead(ReadOnlyMemory<byte> answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer, new JsonDocumentOptions { MaxDepth = 4 });
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement) : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // The second for half a surrogate pair in a name, which is JSON but no text.
            return null;
        }
    }

    /// <summary>Testnet has no such call; there the account says whether it can trade.</summary>
    public static KeyPermissions ForTestnet() => new("{\"ipRestrict\":false,\"testnet\":true}"u8.ToArray(), ipRestrict: false, [], canRead: true, []);

    /// <summary>For the operator: what was seen, and what to mend.</summary>
    public byte[] ToReport()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteBoolean("ipRestrict", IpRestrict);
            json.WritePropertyName("permissions");
            json.WriteRawValue(Json);
            json.WriteStartArray("warnings");
            foreach (var warning in Warnings)
            {
                json.WriteStringValue(warning);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static KeyPermissions? Read(JsonElement root)
    {
        var flags = new SortedDictionary<string, bool>(StringComparer.Ordinal);
        foreach (var member in root.EnumerateObject())
        {
            // Dates are told as numbers; what matters is told as true or false.
            if (member.Value.ValueKind is JsonValueKind.True or JsonValueKind.False && !flags.TryAdd(member.Name, member.Value.GetBoolean()))
            {
                return null;
            }
        }

        if (!flags.TryGetValue("ipRestrict", out var ipRestrict) || !flags.TryGetValue("enableReading", out var canRead)
            || !flags.ContainsKey("enableWithdrawals"))
        {
            return null;
        }

        var granted = flags.Where(flag => flag.Value && flag.Key != "ipRestrict").Select(flag => flag.Key).ToArray();
        var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in flags)
            {
                writer.WriteBoolean(name, value);
            }

            writer.WriteEndObject();
        }

        // No exchange has that many permissions, and the record has no room for them.
        return json.Length > RecordLimits.Permissions ? null : new KeyPermissions(
            json.ToArray(),
            ipRestrict,
            [.. granted.Where(name => _forbidden.Contains(name) || !_known.Contains(name))],
            canRead,
            [.. Warn(ipRestrict, granted)]);
    }

    private static IEnumerable<string> Warn(bool ipRestrict, string[] granted)
    {
        if (!ipRestrict)
        {
            yield return "the key works from any address: restrict it to this machine's address at the exchange";
        }

        foreach (var name in granted.Where(name => _known.Contains(name) && name is not ("enableReading" or "enableSpotAndMarginTrading")))
        {
            yield return $"the key has the permission {name}, which nothing here uses: take it away at the exchange";
        }
    }
}
