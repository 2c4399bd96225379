using System.Text.Json.Nodes;

namespace Countersign.Sandbox.Keys;

/// <summary>What an API key may do; names as in the answer of `GET /sapi/v1/account/apiRestrictions`.</summary>
internal sealed class KeyPermissions
{
    private static readonly string[] Known =
    [
        "enableReading", "enableWithdrawals", "enableInternalTransfer", "enableMargin", "enableFutures", "permitsUniversalTransfer",
        "enableVanillaOptions", "enableFixApiTrade", "enableFixReadOnly", "enableSpotAndMarginTrading", "enablePortfolioMarginTrading",
    ];

    private readonly Dictionary<string, bool> _values = Known.ToDictionary(
        static name => name, static name => name is "enableReading", StringComparer.Ordinal);

    public bool Reading => _values["enableReading"];

    public bool SpotTrading => _values["enableSpotAndMarginTrading"];

    public bool Withdrawals => _values["enableWithdrawals"];

    public bool UniversalTransfer => _values["permitsUniversalTransfer"];

    /// <summary>Sets the permissions named in an object; the first name that is unknown or no boolean is returned and nothing is set.</summary>
    public string? Set(JsonObject wanted)
    {
        foreach (var (name, value) in wanted)
        {
            if (!_values.ContainsKey(name) || value?.GetValueKind() is not (System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False))
            {
                return name;
            }
        }

        foreach (var (name, value) in wanted)
        {
            _values[name] = value!.GetValue<bool>();
        }

        return null;
    }

    public JsonObject Write()
    {
        var written = new JsonObject();
        foreach (var name in Known)
        {
            written[name] = _values[name];
        }

        return written;
    }
}
