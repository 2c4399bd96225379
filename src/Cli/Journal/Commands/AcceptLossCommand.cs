using System.CommandLine;
using System.Text;
using Countersign.Cli.Commands;
using Countersign.Cli.Homes;
using Countersign.Cli.Operating;
using Countersign.Cli.Terminal;
using Countersign.Core.Frames;
using Countersign.Core.Records;
using Countersign.Vault;

namespace Countersign.Cli.Journal.Commands;

/// <summary>
/// <c>countersign journal accept-loss</c>: goes on although the journal is gone, damaged, or older than its vault. It loosens, so it needs the passphrase; every
/// budget counts as spent from then on.
/// </summary>
internal static class AcceptLossCommand
{
    internal static Command Build(SharedOptions shared)
    {
        var command = new Command("accept-loss", "go on although entries of the journal are lost; every budget counts as spent");
        shared.Bind(command, static (context, _) => RunAsync(context));
        return command;
    }

    private static async Task<ExitCode> RunAsync(CommandContext context)
    {
        using var vault = context.OpenVault(out var header);
        using var passphrase = context.Passphrase.Open();
        await using var session = await SignerSession.OpenUncheckedAsync(
            context, Settings.ExchangeOr(said: null, context.Home), withCourier: false);
        var (outcome, publicKey) = ("", "");
        var failure = session.Signer.Ask(
            new AcceptLoss { Header = header, Checkpoint = vault.ReadCheckpoint() },
            (scoped done) => (outcome, publicKey) = (Encoding.UTF8.GetString(done.First), Encoding.UTF8.GetString(done.Second)),
            passphrase);
        if (failure is not null)
        {
            throw failure.ToException();
        }

        vault.ReplaceCheckpoint(session.Signer.Checkpoint);
        var revoked = RevokeAgain(session.Signer, vault);
        vault.RememberCheckpoint(session.Signer.Checkpoint);
        Report(context, outcome, publicKey, revoked);
        return ExitCode.Ok;
    }

    // The vault has dropped their bytes, but a backup of it still has them.
    private static int RevokeAgain(OperatorChannel signer, SqliteVault vault)
    {
        var revoked = new[] { RecordKind.ExchangeKey, RecordKind.Bot }.SelectMany(vault.List).Where(static stored => stored.IsRevoked).ToArray();
        foreach (var stored in revoked)
        {
            var failure = signer.Ask(new Revoke
            {
                Kind = (byte)stored.Identity.Kind,
                Owner = Encoding.ASCII.GetBytes(stored.Identity.Owner.Value),
                Name = Encoding.ASCII.GetBytes(stored.Identity.Name),
            });
            if (failure is not null)
            {
                throw failure.ToException();
            }
        }

        return revoked.Length;
    }

    private static void Report(CommandContext context, string outcome, string publicKey, int revoked)
    {
        if (context.Json)
        {
            Output.Json(json =>
            {
                json.WriteString("outcome"u8, outcome);
                json.WriteString("journalKey"u8, publicKey);
                json.WriteNumber("revokedAgain"u8, revoked);
            });
            return;
        }

        Output.Line(outcome);
        Output.Line($"the journal is signed by {publicKey}");
        Output.Notice($"revoked again, as the vault remembers: {revoked}; what was revoked and only the lost entries knew can come back with a backup of the vault");
        Output.Notice("every budget counts as spent: orders that a budget covers are refused until its window has passed");
    }
}
