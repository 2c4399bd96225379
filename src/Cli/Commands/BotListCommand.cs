using System.CommandLine;
using Countersign.Cli.Operating;
using Countersign.Cli.Terminal;
using Countersign.Core.Records;

namespace Countersign.Cli.Commands;

/// <summary><c>countersign bot list</c>: the bots of an owner and the keys they use. No part of a credential is ever shown.</summary>
internal static class BotListCommand
{
    internal static Command Build(SharedOptions shared)
    {
        var command = new Command("list", "list the bots");
        shared.Bind(command, (context, _) => RunAsync(context));
        return command;
    }

    private static async Task<ExitCode> RunAsync(CommandContext context)
    {
        var bots = await Listing.ReadAsync(context, RecordKind.Bot);
        if (!context.Json)
        {
            Tables.Write(
                ["BOT", "KEY", "EXCHANGE", "STATE"],
                bots.Select(bot => (string[])[bot.Identity.Name, bot.Key, bot.Exchange, bot.State]));
            return ExitCode.Ok;
        }

        Output.Json(json =>
        {
            json.WriteStartArray("bots"u8);
            foreach (var bot in bots)
            {
                json.WriteStartObject();
                json.WriteString("owner"u8, bot.Identity.Owner.Value);
                json.WriteString("bot"u8, bot.Identity.Name);
                json.WriteString("key"u8, bot.Key);
                json.WriteString("exchange"u8, bot.Exchange);
                json.WriteString("state"u8, bot.State);
                if (bot.Policy.Length > 0)
                {
                    json.WritePropertyName("policy"u8);
                    json.WriteRawValue(bot.Policy);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
        return ExitCode.Ok;
    }
}
