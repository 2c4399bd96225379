using System.CommandLine;
using System.Text;
using Countersign.Cli.Homes;
using Countersign.Cli.Operating;
using Countersign.Cli.Terminal;
using Countersign.Core.Frames;
using Countersign.Core.Names;
using Countersign.Core.Records;

namespace Countersign.Cli.Commands;

/// <summary><c>countersign bot revoke</c>: a bot's credential stops working now and for good. It tightens, so it needs no passphrase.</summary>
internal static class BotRevokeCommand
{
    internal static Command Build(SharedOptions shared)
    {
        var name = new Argument<string>("name") { Description = "the bot" };
        var command = new Command("revoke", "stop a bot's credential, at once and for good; needs no passphrase") { name };
        shared.Bind(command, (context, parsed) => RunAsync(context, NameArguments.Bot(parsed.GetValue(name))));
        return command;
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, BotName name)
    {
        using var vault = context.OpenVault(out _);
        var identity = RecordIdentity.Of(context.Owner, name);
        if (vault.Find(identity) is not { } stored)
        {
            throw new CommandFailedException(ExitCode.Failed, "unknown-name", $"there is no {identity}", "see what there is with: countersign bot list");
        }

        // Again for one that is revoked already: the signer may have been set back since.
        var exchange = stored.IsRevoked ? Settings.ExchangeOr(said: null, context.Home) : CommandContext.LabelOf(stored).Exchange;
        await using var session = await SignerSession.OpenUncheckedAsync(context, exchange, withCourier: false);
        var failure = session.Signer.Ask(new Revoke
        {
            Kind = (byte)identity.Kind,
            Owner = Encoding.ASCII.GetBytes(context.Owner.Value),
            Name = Encoding.ASCII.GetBytes(name.Value),
        });
        vault.Revoke(identity, session.Signer.Checkpoint);
        if (failure is not null)
        {
            throw failure.ToException();
        }

        if (context.Json)
        {
            Output.Json(json =>
            {
                json.WriteString("owner"u8, context.Owner.Value);
                json.WriteString("bot"u8, name.Value);
                json.WriteString("state"u8, "revoked"u8);
            });
        }
        else
        {
            Output.Line($"bot {name} is revoked");
        }

        return ExitCode.Ok;
    }
}
