using System.CommandLine;
using System.Text;
using System.Text.Json;
using Countersign.Cli.Operating;
using Countersign.Cli.Terminal;
using Countersign.Core.Frames;
using Countersign.Core.Names;
using Countersign.Core.Records;

namespace Countersign.Cli.Commands;

/// <summary><c>countersign key activate</c>: the signer proves at the exchange that a key works; only then may bots use it.</summary>
internal static class KeyActivateCommand
{
    internal static Command Build(SharedOptions shared)
    {
        var name = new Argument<string>("name") { Description = "the key" };
        var apiKey = new Option<string?>("--api-key")
        {
            Description = "the exchange's id of the key, shown at its registration; an imported key has it already", HelpName = "id",
        };
        var command = new Command("activate", "prove at the exchange that a key works, so that bots may use it") { name, apiKey };
        shared.Bind(command, (context, parsed) =>
            RunAsync(context, NameArguments.Key(parsed.GetValue(name)), parsed.GetValue(apiKey) ?? ""));
        return command;
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, KeyName name, string apiKey)
    {
        using var vault = context.OpenVault(out var header);
        var (stored, label) = CommandContext.Require(vault, RecordIdentity.Of(context.Owner, name));
        using var passphrase = context.Passphrase.Open();
        await using var session = await SignerSession.OpenAsync(context, label.Exchange, withCourier: true);
        byte[] record = [];
        byte[] seen = [];
        var failure = session.Signer.Ask(
            new ActivateKey
            {
                Header = header,
                DataKey = vault.FindDataKey(context.Owner) ?? [],
                Record = stored.Sealed,
                ApiKey = Encoding.UTF8.GetBytes(apiKey),
            },
            (scoped done) => (record, seen) = (done.First.ToArray(), done.Third.ToArray()),
            passphrase);
        if (failure is not null)
        {
            throw failure.ToException();
        }

        NewRecord.Keep(session, vault, record, newDataKey: []);
        using var permissions = JsonDocument.Parse(seen);
        Report(context, name, permissions.RootElement);
        return ExitCode.Ok;
    }

    private static void Report(CommandContext context, KeyName name, JsonElement seen)
    {
        if (context.Json)
        {
            Output.Json(json =>
            {
                json.WriteString("owner"u8, context.Owner.Value);
                json.WriteString("key"u8, name.Value);
                foreach (var member in seen.EnumerateObject())
                {
                    member.WriteTo(json);
                }
            });
            return;
        }

        Output.Line($"key {name} works at the exchange and is active");
        if (seen.TryGetProperty("warnings", out var warnings))
        {
            foreach (var warning in warnings.EnumerateArray())
            {
                Output.Notice("countersign: warning: " + warning.GetString());
            }
        }

        Output.Notice($"next: countersign bot add NAME --key {name} --policy FILE");
    }
}
