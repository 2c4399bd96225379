using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Countersign.Cli.Homes;
using Countersign.Cli.Operating;
using Countersign.Cli.Terminal;
using Countersign.Core.Frames;

namespace Countersign.Cli.Commands;

/// <summary><c>countersign status</c>: what runs, and whether it can sign.</summary>
internal static class StatusCommand
{
    internal static Command Build(SharedOptions shared)
    {
        var command = new Command("status", "show what runs, and whether it is unlocked");
        shared.Bind(command, (context, _) => RunAsync(context));
        return command;
    }

    private static async Task<ExitCode> RunAsync(CommandContext context)
    {
        using (context.OpenVault(out _))
        {
            // Only to tell a home without a vault from one where nothing runs.
        }

        await using var session = SignerSession.TryConnect(context.Home) ?? throw UnlockCommand.NotRunning(context);
        byte[] said = [];
        var failure = session.Signer.Ask(new Status(), (scoped done) => said = done.First.ToArray());
        if (failure is not null)
        {
            throw failure.ToException();
        }

        using var signer = JsonDocument.Parse(said);
        Report(context, UpFile.TryRead(context.Home), signer.RootElement);
        return ExitCode.Ok;
    }

    private static void Report(CommandContext context, UpFile? up, JsonElement signer)
    {
        if (context.Json)
        {
            Output.Json(json =>
            {
                json.WriteString("home"u8, context.Home.Folder);
                json.WriteString("url"u8, up?.Url);
                json.WriteString("exchange"u8, up?.Exchange);
                json.WriteStartObject("pids"u8);
                foreach (var (name, id) in up?.Pids ?? new Dictionary<string, int>(StringComparer.Ordinal))
                {
                    json.WriteNumber(name, id);
                }

                json.WriteEndObject();
                json.WritePropertyName("signer"u8);
                signer.WriteTo(json);
            });
            return;
        }

        var rows = new List<string[]> { new[] { "home", context.Home.Folder } };
        if (up is not null)
        {
            rows.Add(["url", up.Url]);
            rows.Add(["exchange", up.Exchange]);
            rows.Add(["processes", string.Join(", ", up.Pids.Select(pair => FormattableString.Invariant($"{pair.Key} {pair.Value}")))]);
        }

        rows.Add(["signer", IsTrue(signer, "locked") ? "locked; bots get errors until: countersign unlock" : "unlocked"]);
        rows.Add(["in use", string.Create(CultureInfo.InvariantCulture, $"{NumberOf(signer, "keys")} keys, {NumberOf(signer, "bots")} bots")]);
        rows.Add(["orders", IsTrue(signer, "ready") ? "the exchange's clock and prices are there" : "refused until the exchange's clock and prices are there"]);
        if (signer.TryGetProperty("clockOffsetMs", out var offset) && offset.ValueKind == JsonValueKind.Number)
        {
            rows.Add(["exchange clock", string.Create(CultureInfo.InvariantCulture, $"{offset.GetDouble():+0.0;-0.0;0.0} ms against this machine's")]);
        }

        Tables.Write(["WHAT", "IS"], rows);
        if (signer.TryGetProperty("budgets", out var budgets) && budgets.GetArrayLength() > 0)
        {
            Output.Line("");
            Tables.Write(["BUDGET OF", "COUNTS", "PER", "USED", "MOST"], [.. budgets.EnumerateArray().Select(RowOf)]);
        }
    }

    private static string[] RowOf(JsonElement budget)
    {
        var asset = TextOf(budget, "asset");
        var whose = budget.TryGetProperty("bot", out var bot) ? $"bot {bot.GetString()}" : $"key {TextOf(budget, "key")}";
        return
        [
            whose, asset.Length == 0 ? TextOf(budget, "counts") : $"{TextOf(budget, "counts")} {asset}", TextOf(budget, "per"), TextOf(budget, "used"), TextOf(budget, "most"),
        ];
    }

    private static string TextOf(JsonElement budget, string member) => budget.TryGetProperty(member, out var value) ? value.GetString() ?? "" : "";

    private static bool IsTrue(JsonElement signer, string member) => signer.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.True;

    private static int NumberOf(JsonElement signer, string member) => signer.TryGetProperty(member, out var value) ? value.GetInt32() : 0;
}
