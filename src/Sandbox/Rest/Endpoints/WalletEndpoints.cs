using System.Globalization;
using System.Text.Json.Nodes;
using Countersign.Sandbox.Accounts;

namespace Countersign.Sandbox.Rest.Endpoints;

/// <summary>The wallet part of SAPI: what a key may do, the coins, and the ways by which money leaves the account.</summary>
internal static class WalletEndpoints
{
    private const string Main = "MAIN";

    public static IEnumerable<Endpoint> All { get; } =
    [
        new("GET", "/sapi/v1/system/status", Security.None, "", 1, static _ => new JsonObject { ["status"] = 0, ["msg"] = "normal" }),
        new("GET", "/sapi/v1/account/apiRestrictions", Security.Reading, "", 1, Restrictions),
        new("GET", "/sapi/v1/account/status", Security.Reading, "", 1, static _ => new JsonObject { ["data"] = "Normal" }),
        new("POST", "/sapi/v1/account/enableFastWithdrawSwitch", Security.Trading, "", 1, static call => SwitchFastWithdraw(call, isOn: true)),
        new("POST", "/sapi/v1/account/disableFastWithdrawSwitch", Security.Trading, "", 1, static call => SwitchFastWithdraw(call, isOn: false)),
        new("GET", "/sapi/v1/capital/config/getall", Security.Reading, "", 10, Coins),
        new("POST", "/sapi/v1/capital/withdraw/apply", Security.Withdrawing, "coin address amount", 600, Withdraw),
        new("GET", "/sapi/v1/capital/withdraw/history", Security.Reading, "", 2, Withdrawals),
        new("GET", "/sapi/v1/capital/deposit/hisrec", Security.Reading, "", 1, static _ => new JsonArray()),
        new("POST", "/sapi/v1/asset/transfer", Security.Transferring, "type asset amount", 900, Transfer),
        new("GET", "/sapi/v1/asset/tradeFee", Security.Reading, "symbol", 1, TradeFees),
        new("POST", "/sapi/v3/asset/getUserAsset", Security.Reading, "asset", 5, UserAssets),
        new("GET", "/sapi/v1/margin/allPairs", Security.KeyOnly, "", 1, static _ => new JsonArray()),
        new("GET", "/sapi/v1/margin/isolated/allPairs", Security.Reading, "", 10, static _ => new JsonArray()),
    ];

    private static Answer Restrictions(RestCall call)
    {
        var key = call.Key!;
        var shape = new JsonObject { ["ipRestrict"] = key.AllowedAddresses.Count > 0, ["createTime"] = key.CreateTime };
        foreach (var (name, value) in key.Permissions.Write())
        {
            shape[name] = value!.DeepClone();
        }

        return shape;
    }

    private static Answer SwitchFastWithdraw(RestCall call, bool isOn)
    {
        call.Account.FastWithdrawEnabled = isOn;
        return new JsonObject();
    }

    private static Answer Coins(RestCall call)
    {
        var coins = call.Exchange.Markets.Values
            .SelectMany(static market => new[] { market.Rules.Base, market.Rules.Quote })
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);
        return new JsonArray([.. coins.Select(coin => Coin(coin, call.Account.Of(coin)))]);
    }

    private static JsonObject Coin(string coin, Balance balance) => new()
    {
        ["coin"] = coin,
        ["depositAllEnable"] = true,
        ["withdrawAllEnable"] = true,
        ["name"] = coin,
        ["free"] = Shapes.Money(balance.Free),
        ["locked"] = Shapes.Money(balance.Locked),
        ["freeze"] = "0",
        ["withdrawing"] = "0",
        ["ipoing"] = "0",
        ["ipoable"] = "0",
        ["storage"] = "0",
        ["isLegalMoney"] = false,
        ["trading"] = true,
        ["networkList"] = new JsonArray(new JsonObject
        {
            ["network"] = "SANDBOX",
            ["coin"] = coin,
            ["withdrawIntegerMultiple"] = "0.00000001",
            ["isDefault"] = true,
            ["depositEnable"] = true,
            ["withdrawEnable"] = true,
            ["depositDesc"] = "",
            ["withdrawDesc"] = "",
            ["name"] = "Sandbox",
            ["resetAddressStatus"] = false,
            ["withdrawFee"] = "0",
            ["withdrawMin"] = "0.00000001",
            ["withdrawMax"] = "10000000",
            ["minConfirm"] = 1,
            ["unLockConfirm"] = 0,
            ["sameAddress"] = false,
        }),
    };

    private static Answer Withdraw(RestCall call)
    {
        var coin = call.Parameters.Required("coin");
        var address = call.Parameters.Required("address");
        var amount = call.Parameters.RequiredDecimal("amount");
        call.Parameters.Fail(amount == 0 ? Errors.Mandatory("amount") : null);
        if (call.Parameters.Problem is { } problem)
        {
            return problem;
        }

        if (call.Account.Of(coin).Free < amount)
        {
            return new ApiError(400, -4026, "The user has insufficient balance available");
        }

        call.Account.Of(coin).Free -= amount;
        var id = call.Exchange.NextId(32);
        call.Account.Withdrawals.Add(new Movement(id, "WITHDRAWAL", coin, amount, address, call.Exchange.Clock.Microseconds));
        return new JsonObject { ["id"] = id };
    }

    private static Answer Withdrawals(RestCall call) => new JsonArray([.. call.Account.Withdrawals.Select(static item => new JsonObject
    {
        ["id"] = item.Id,
        ["amount"] = item.Amount.ToString(CultureInfo.InvariantCulture),
        ["transactionFee"] = "0",
        ["coin"] = item.Asset,
        ["status"] = 6,
        ["address"] = item.Target,
        ["network"] = "SANDBOX",
        ["transferType"] = 0,
        ["applyTime"] = DateTimeOffset.UnixEpoch.AddMicroseconds(item.Time).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
    })]);

    private static Answer Transfer(RestCall call)
    {
        var type = call.Parameters.Required("type");
        var asset = call.Parameters.Required("asset");
        var amount = call.Parameters.RequiredDecimal("amount");
        var wallets = type.Split('_');
        call.Parameters.Fail(amount == 0 ? Errors.Mandatory("amount") : null);
        call.Parameters.Fail(wallets.Length != 2 || string.Equals(wallets[0], wallets[1], StringComparison.Ordinal) || !wallets.Contains(Main, StringComparer.Ordinal) ? Errors.Invalid("type") : null);
        if (call.Parameters.Problem is { } problem)
        {
            return problem;
        }

        var account = call.Account;
        var leaves = wallets[0] is Main;
        var other = $"{(leaves ? wallets[1] : wallets[0])} {asset}";
        var available = leaves ? account.Of(asset).Free : account.OtherWallets.GetValueOrDefault(other);
        if (available < amount)
        {
            return new ApiError(400, -5013, "Asset transfer failed: insufficient balance");
        }

        account.Of(asset).Free += leaves ? -amount : amount;
        account.OtherWallets[other] = account.OtherWallets.GetValueOrDefault(other) + (leaves ? amount : -amount);
        var id = account.Transfers.Count + 1L;
        account.Transfers.Add(new Movement(
            id.ToString(CultureInfo.InvariantCulture), "TRANSFER", asset, amount, type, call.Exchange.Clock.Microseconds));
        return new JsonObject { ["tranId"] = id };
    }

    private static Answer TradeFees(RestCall call)
    {
        var market = call.Market(isRequired: false);
        if (call.Parameters.Problem is { } problem)
        {
            return problem;
        }

        return new JsonArray([.. call.Exchange.Markets.Values
            .Where(item => market is null || ReferenceEquals(item, market))
            .Select(static item => new JsonObject
            {
                ["symbol"] = item.Rules.Name,
                ["makerCommission"] = "0.001",
                ["takerCommission"] = "0.001",
            })]);
    }

    private static Answer UserAssets(RestCall call) => new JsonArray([.. call.Account.Balances.Select(static pair => new JsonObject
    {
        ["asset"] = pair.Key,
        ["free"] = Shapes.Money(pair.Value.Free),
        ["locked"] = Shapes.Money(pair.Value.Locked),
        ["freeze"] = "0",
        ["withdrawing"] = "0",
        ["ipoable"] = "0",
        ["btcValuation"] = "0",
    })]);
}
