using System.Text;
using System.Text.Json.Nodes;
using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.Keys;
using Countersign.Sandbox.Rest;

namespace Countersign.Sandbox.Control;

/// <summary>Answers of the control API.</summary>
internal static class ControlShapes
{
    public static JsonObject Of(Account account)
    {
        var shapes = new Shapes(inMicroseconds: false);
        var balances = new JsonObject();
        foreach (var (asset, balance) in account.Balances)
        {
            balances[asset] = new JsonObject { ["free"] = Shapes.Money(balance.Free), ["locked"] = Shapes.Money(balance.Locked) };
        }

        return new JsonObject
        {
            ["name"] = account.Name,
            ["uid"] = account.Uid,
            ["balances"] = balances,
            ["orders"] = new JsonArray([.. account.Orders.Select(shapes.Query)]),
            ["trades"] = new JsonArray([.. account.Fills.Select(shapes.AccountTrade)]),
            ["withdrawals"] = Movements(account.Withdrawals),
            ["transfers"] = Movements(account.Transfers),
            ["fastWithdrawEnabled"] = account.FastWithdrawEnabled,
        };
    }

    public static JsonObject Of(ApiKey key) => new()
    {
        ["apiKey"] = key.Id,
        ["account"] = key.Account.Name,
        ["type"] = key.Type,
        ["permissions"] = key.Permissions.Write(),
        ["ips"] = new JsonArray([.. key.AllowedAddresses.Select(static address => (JsonNode)address.ToString())]),
    };

    public static JsonObject Of(FaultRule rule) => new()
    {
        ["method"] = rule.Method,
        ["path"] = rule.Path,
        ["kind"] = FaultReader.NameOf(rule.Kind),
        ["count"] = rule.Count,
    };

    public static JsonObject Of(ReceivedRequest received)
    {
        var headers = new JsonArray([.. received.Headers.Select(static header =>
            new JsonObject { ["name"] = header.Key, ["value"] = header.Value })]);
        var parameters = new JsonArray([.. received.Parameters.Select(static parameter =>
            new JsonObject { ["name"] = parameter.Name, ["value"] = parameter.Value, ["in"] = parameter.IsInBody ? "body" : "query" })]);
        return new JsonObject
        {
            ["seq"] = received.Sequence,
            ["time"] = received.Time,
            ["method"] = received.Request.Method,
            ["path"] = received.Request.Path,
            ["query"] = received.Request.Query,
            ["body"] = Encoding.UTF8.GetString(received.Request.Body),
            ["bodyHex"] = Convert.ToHexStringLower(received.Request.Body),
            ["apiKey"] = received.Request.ApiKey,
            ["address"] = received.Request.Address.ToString(),
            ["protocol"] = received.Protocol,
            ["headers"] = headers,
            ["parameters"] = parameters,
            ["status"] = received.Status,
        };
    }

    private static JsonArray Movements(IEnumerable<Movement> movements) => new([.. movements.Select(static item => new JsonObject
    {
        ["id"] = item.Id,
        ["kind"] = item.Kind,
        ["asset"] = item.Asset,
        ["amount"] = Shapes.Money(item.Amount),
        ["target"] = item.Target,
        ["time"] = item.Time / 1000,
    })]);
}
