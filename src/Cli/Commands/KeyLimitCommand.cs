using System.CommandLine;
using Countersign.Cli.Operating;
using Countersign.Cli.Terminal;
using Countersign.Core.Frames;
using Countersign.Core.Names;
using Countersign.Core.Policies;
using Countersign.Core.Records;

namespace Countersign.Cli.Commands;

/// <summary><c>countersign key limit</c>: what all bots of a key may spend together, sealed with the key.</summary>
internal static class KeyLimitCommand
{
    internal static Command Build(SharedOptions shared)
    {
        var name = new Argument<string>("name") { Description = "the key" };
        var budgets = new Option<string?>("--budgets") { Description = "budget clauses, in JSON; see docs/budgets.md", HelpName = "file" };
        var none = new Option<bool>("--none") { Description = "take the limits away" };
        var command = new Command("limit", "limit what all bots of a key may spend together") { name, budgets, none };
        command.Validators.Add(result =>
        {
            if (result.GetValue(none) == result.GetValue(budgets) is not null)
            {
                result.AddError("name either --budgets FILE or --none");
            }
        });
        shared.Bind(command, (context, parsed) => RunAsync(context, NameArguments.Key(parsed.GetValue(name)), parsed.GetValue(budgets)));
        return command;
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, KeyName name, string? file)
    {
        var budgets = file is null ? [] : Read(file);
        using var vault = context.OpenVault(out var header);
        var (stored, label) = CommandContext.Require(vault, RecordIdentity.Of(context.Owner, name));
        using var passphrase = context.Passphrase.Open();
        await using var session = await SignerSession.OpenAsync(context, label.Exchange, withCourier: false);
        byte[] record = [];
        var failure = session.Signer.Ask(
            new LimitKey { Header = header, DataKey = vault.FindDataKey(context.Owner) ?? [], Record = stored.Sealed, Budgets = budgets },
            (scoped done) => record = done.First.ToArray(),
            passphrase);
        if (failure is not null)
        {
            throw failure.ToException();
        }

        NewRecord.Keep(session, vault, record, newDataKey: []);
        if (context.Json)
        {
            Output.Json(json =>
            {
                json.WriteString("owner"u8, context.Owner.Value);
                json.WriteString("key"u8, name.Value);
                json.WriteBoolean("limited"u8, budgets.Length > 0);
            });
            return ExitCode.Ok;
        }

        Output.Line(budgets.Length > 0 ? $"the bots of key {name} together are limited to these budgets" : $"nothing limits the bots of key {name} together any more");
        return ExitCode.Ok;
    }

    private static byte[] Read(string file)
    {
        var bytes = PolicyFile.Read(file, "budgets", BudgetJson.MaxLength);
        return BudgetJson.TryRead(bytes, out _, out var problems)
            ? bytes
            : throw new CommandFailedException(
                ExitCode.Failed,
                "budgets",
                string.Join('\n', [$"the budgets {file} are not understood:", .. problems.Select(problem => $"  {problem}")]),
                "see docs/budgets.md");
    }
}
