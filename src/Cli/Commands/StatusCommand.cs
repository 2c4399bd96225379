using System.CommandLine;
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

        rows.AddRange(signer.EnumerateObject().Where(member => member.Name != "exchange").Select(member => (string[])["signer: " + member.Name, member.Value.ToString()]));
        Tables.Write(["WHAT", "IS"], rows);
    }
}
