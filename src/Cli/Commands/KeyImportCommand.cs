using System.CommandLine;
using System.Text;
using Countersign.Channels;
using Countersign.Cli.Homes;
using Countersign.Cli.Operating;
using Countersign.Cli.Terminal;
using Countersign.Core.Frames;
using Countersign.Core.Names;
using Countersign.Core.Records;

namespace Countersign.Cli.Commands;

/// <summary><c>countersign key import</c>: takes a key that exists already. Only the signer reads its file.</summary>
internal static class KeyImportCommand
{
    internal static Command Build(SharedOptions shared)
    {
        var name = new Argument<string>("name") { Description = "what you call the key" };
        var type = new Option<string>("--type") { Description = "what the file holds", Required = true };
        type.AcceptOnlyFromAmong("hmac", "ed25519", "rsa");
        var apiKey = new Option<string>("--api-key") { Description = "the exchange's id of the key; not a secret", HelpName = "id", Required = true };
        var secretFile = new Option<string>("--secret-file")
        {
            Description = "the HMAC secret, or the private key in PEM; '-' for standard input", HelpName = "file", Required = true,
        };
        var secretPassphraseFile = new Option<string?>("--secret-passphrase-file")
        {
            Description = "the passphrase of an encrypted PEM file", HelpName = "file",
        };
        var exchange = new Option<string?>("--exchange") { Description = "live, testnet or an origin; else what init was told" };
        var command = new Command("import", "bring in a key that exists already") { name, type, apiKey, secretFile, secretPassphraseFile, exchange };
        shared.Bind(command, (context, parsed) =>
        {
            if (new[] { parsed.GetValue(secretFile), parsed.GetValue(secretPassphraseFile), context.Passphrase.File }.Count(static file => file == "-") > 1)
            {
                throw new CommandFailedException(
                    ExitCode.Usage, "standard-input", "standard input can be only one of the secret and the passphrases", "name files for the others");
            }

            var secret = PassphraseSource.OpenFile(parsed.GetValue(secretFile)!, "secret", "--secret-file");
            var secretPassphrase = parsed.GetValue(secretPassphraseFile) is { } file
                ? PassphraseSource.OpenFile(file, "secret-passphrase", "--secret-passphrase-file")
                : null;
            return RunAsync(
                context,
                NameArguments.Key(parsed.GetValue(name)),
                parsed.GetValue(type)!,
                parsed.GetValue(apiKey)!,
                Settings.ExchangeOr(parsed.GetValue(exchange), context.Home),
                secretPassphrase is null ? [secret] : [secret, secretPassphrase]);
        });
        return command;
    }

    private static async Task<ExitCode> RunAsync(
        CommandContext context, KeyName name, string type, string apiKey, Exchange exchange, Descriptor[] secrets)
    {
        using var vault = context.OpenVault(out var header);
        CommandContext.RequireFree(vault, RecordIdentity.Of(context.Owner, name));
        using var passphrase = context.Passphrase.Open();
        await using var session = await SignerSession.OpenAsync(context, exchange, withCourier: false);
        byte[] record = [];
        byte[] newDataKey = [];
        var publicKey = "";
        var failure = session.Signer.Ask(
            new ImportKey
            {
                Header = header,
                DataKey = vault.FindDataKey(context.Owner) ?? [],
                Owner = Encoding.ASCII.GetBytes(context.Owner.Value),
                Name = Encoding.ASCII.GetBytes(name.Value),
                KeyType = Encoding.ASCII.GetBytes(type),
                Exchange = Encoding.ASCII.GetBytes(exchange.Value),
                ApiKey = Encoding.UTF8.GetBytes(apiKey),
            },
            (scoped done) => (record, newDataKey, publicKey) =
                (done.First.ToArray(), done.Second.ToArray(), Encoding.ASCII.GetString(done.Third)),
            [passphrase, .. secrets]);
        foreach (var secret in secrets)
        {
            secret.Dispose();
        }

        if (failure is not null)
        {
            throw failure.ToException();
        }

        NewRecord.Keep(session, vault, record, newDataKey);
        KeyReport.Write(context, name, type, exchange, publicKey);
        if (!context.Json)
        {
            Output.Notice($"key {name} is sealed in the vault; the file it came from is as dangerous as before: delete it and its copies");
            Output.Notice($"next: countersign key activate {name}");
        }

        return ExitCode.Ok;
    }
}
