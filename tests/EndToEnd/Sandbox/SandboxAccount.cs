using System.Globalization;
using System.Text.Json.Nodes;

namespace Countersign.EndToEnd.Sandbox;

/// <summary>An account as the exchange sees it.</summary>
internal sealed class SandboxAccount(JsonObject json)
{
    public JsonArray Orders => json["orders"]!.AsArray();

    public JsonArray Trades => json["trades"]!.AsArray();

    public JsonArray Withdrawals => json["withdrawals"]!.AsArray();

    public JsonArray Transfers => json["transfers"]!.AsArray();

    public bool FastWithdrawEnabled => json["fastWithdrawEnabled"]!.GetValue<bool>();

    public IEnumerable<string> Assets => json["balances"]!.AsObject().Select(static pair => pair.Key);

    public decimal Free(string asset) => Amount(asset, "free");

    public decimal Locked(string asset) => Amount(asset, "locked");

    private decimal Amount(string asset, string part) =>
        json["balances"]![asset] is { } balance ? decimal.Parse(balance[part]!.GetValue<string>(), CultureInfo.InvariantCulture) : 0;
}
