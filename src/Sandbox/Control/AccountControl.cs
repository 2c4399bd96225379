using System.Globalization;
using System.Text.Json.Nodes;
using Countersign.Sandbox.Accounts;

namespace Countersign.Sandbox.Control;

/// <summary>Opens accounts, shows them and sets what they have.</summary>
internal sealed class AccountControl(Exchange exchange)
{
    public ControlReply Create(JsonObject json)
    {
        if (json["name"]?.GetValue<string>() is not { Length: > 0 } name)
        {
            return ControlReply.Refused("name is missing");
        }

        if (exchange.Accounts.ContainsKey(name))
        {
            return ControlReply.Refused($"there is an account {name} already: choose another name");
        }

        var account = exchange.Open(name);
        if (SetBalances(account, json) is { } refusal)
        {
            return refusal;
        }

        exchange.Accounts.Add(name, account);
        return ControlShapes.Of(account);
    }

    public ControlReply Show(string name) =>
        exchange.Accounts.TryGetValue(name, out var account) ? ControlShapes.Of(account) : Unknown(name);

    public ControlReply Change(string name, JsonObject json) =>
        exchange.Accounts.TryGetValue(name, out var account) ? SetBalances(account, json) ?? ControlShapes.Of(account) : Unknown(name);

    private static ControlReply? SetBalances(Account account, JsonObject json)
    {
        foreach (var (asset, value) in json["balances"] as JsonObject ?? [])
        {
            if (!decimal.TryParse(value?.ToString(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
            {
                return ControlReply.Refused($"the balance of {asset} must be an amount, as text");
            }

            account.Of(asset).Free = amount;
        }

        return null;
    }

    private static ControlReply Unknown(string name) => ControlReply.NotFound($"there is no account {name}: open it with POST accounts");
}
