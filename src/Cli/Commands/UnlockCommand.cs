using System.CommandLine;
using Countersign.Cli.Operating;
using Countersign.Cli.Terminal;

namespace Countersign.Cli.Commands;

/// <summary><c>countersign unlock</c>: gives the passphrase to a signer that was started again, and the records with it.</summary>
internal static class UnlockCommand
{
    internal static Command Build(SharedOptions shared)
    {
        var command = new Command("unlock", "unlock the running signer after it was started again");
        shared.Bind(command, (context, _) => RunAsync(context));
        return command;
    }

    private static async Task<ExitCode> RunAsync(CommandContext context)
    {
        using var vault = context.OpenVault(out _);
        await using var session = SignerSession.TryConnect(context.Home) ?? throw NotRunning(context);
        using var passphrase = context.Passphrase.Open();
        var refused = 0;
        var failure = Unlocking.Run(session.Signer, vault, passphrase, record =>
        {
            refused++;
            Output.Notice($"countersign: warning: {record.Identity} is not used: {record.Failure.Sentence}");
        });
        if (failure is not null)
        {
            throw failure.ToException();
        }

        if (context.Json)
        {
            Output.Json(json =>
            {
                json.WriteBoolean("locked"u8, value: false);
                json.WriteNumber("refusedRecords"u8, refused);
            });
        }
        else
        {
            Output.Line("the signer is unlocked");
        }

        return ExitCode.Ok;
    }

    /// <summary>What is said where a running Countersign is needed.</summary>
    internal static CommandFailedException NotRunning(CommandContext context) =>
        new(ExitCode.NotRunning, "not-running", $"no countersign runs on the home {context.Home.Folder}", "start it with: countersign up");
}
