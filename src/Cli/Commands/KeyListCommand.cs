using System.CommandLine;
using Countersign.Cli.Operating;
using Countersign.Cli.Terminal;
using Countersign.Core.Records;

namespace Countersign.Cli.Commands;

/// <summary><c>countersign key list</c>: the keys of an owner. No part of a key or of its id is ever shown.</summary>
internal static class KeyListCommand
{
    internal static Command Build(SharedOptions shared)
    {
        var command = new Command("list", "list the keys");
        shared.Bind(command, (context, _) => RunAsync(context));
        return command;
    }

    private static async Task<ExitCode> RunAsync(CommandContext context)
    {
        var keys = await Listing.ReadAsync(context, RecordKind.ExchangeKey);
        if (!context.Json)
        {
            Tables.Write(
                ["KEY", "TYPE", "EXCHANGE", "STATE"],
                keys.Select(key => (string[])[key.Identity.Name, key.Type, key.Exchange, key.State]));
            return ExitCode.Ok;
        }

        Output.Json(json =>
        {
            json.WriteStartArray("keys"u8);
            foreach (var key in keys)
            {
                json.WriteStartObject();
                json.WriteString("owner"u8, key.Identity.Owner.Value);
                json.WriteString("key"u8, key.Identity.Name);
                json.WriteString("type"u8, key.Type);
                json.WriteString("exchange"u8, key.Exchange);
                json.WriteString("state"u8, key.State);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
        return ExitCode.Ok;
    }
}
