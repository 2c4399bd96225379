using System.CommandLine;
using System.Text;
using Countersign.Cli.Commands;
using Countersign.Cli.Homes;
using Countersign.Cli.Operating;
using Countersign.Cli.Terminal;
using Countersign.Core.Frames;
using Countersign.Core.Names;
using Countersign.Core.Records;
using Countersign.Core.Records.Tokens;

namespace Countersign.Cli.Tokens;

/// <summary><c>countersign key use-token</c>: an exchange key whose private half stays in a token, which the signer asks to sign.</summary>
internal static class KeyUseTokenCommand
{
    internal static Command Build(SharedOptions shared)
    {
        var name = new Argument<string>("name") { Description = "what you call the key" };
        var token = new TokenOptions();
        var pinFile = new Option<string?>("--pin-file")
        {
            Description = "file that holds the token's PIN, '-' for standard input; else the terminal is asked", HelpName = "file",
        };
        var exchange = new Option<string?>("--exchange") { Description = "live, testnet or an origin; else what init was told" };
        var command = new Command("use-token", "use a key that is in a PKCS#11 token, and print its public half") { name, pinFile, exchange };
        token.AddTo(command);
        shared.Bind(command, (context, parsed) =>
        {
            var uri = token.Read(parsed) ?? throw new CommandFailedException(
                ExitCode.Usage, "token", "no key in a token is named", "name it with --module FILE --token LABEL --key LABEL");
            if (parsed.GetValue(pinFile) == "-" && context.Passphrase.File == "-")
            {
                throw new CommandFailedException(
                    ExitCode.Usage, "standard-input", "standard input can be only one of the PIN and the passphrase", "name a file for the other");
            }

            return RunAsync(
                context, NameArguments.Key(parsed.GetValue(name)), uri, token.Settings(parsed, uri), parsed.GetValue(pinFile),
                Settings.ExchangeOr(parsed.GetValue(exchange), context.Home));
        });
        return command;
    }

    private static async Task<ExitCode> RunAsync(
        CommandContext context, KeyName name, TokenUri uri, TokenSettings needs, string? pinFile, Exchange exchange)
    {
        using var vault = context.OpenVault(out var header);
        CommandContext.RequireFree(vault, RecordIdentity.Of(context.Owner, name));
        var settings = Settings.Read(context.Home);
        (settings with { Token = (settings.Token ?? TokenSettings.None).With(needs) }).Write(context.Home);
        using var passphrase = context.Passphrase.Open();
        using var pin = PassphraseSource.OpenPin(pinFile);
        await using var session = await SignerSession.OpenAsync(context, exchange, withCourier: false);
        byte[] record = [];
        byte[] newDataKey = [];
        var publicKey = "";
        var failure = session.Signer.Ask(
            new UseTokenKey
            {
                Header = header,
                DataKey = vault.FindDataKey(context.Owner) ?? [],
                Owner = Encoding.ASCII.GetBytes(context.Owner.Value),
                Name = Encoding.ASCII.GetBytes(name.Value),
                Exchange = Encoding.ASCII.GetBytes(exchange.Value),
                Token = uri.ToBytes(),
            },
            (scoped done) => (record, newDataKey, publicKey) =
                (done.First.ToArray(), done.Second.ToArray(), Encoding.ASCII.GetString(done.Third)),
            passphrase, pin);
        if (failure is not null)
        {
            throw failure.ToException();
        }

        NewRecord.Keep(session, vault, record, newDataKey);
        KeyReport.Write(context, name, Listing.TypeOf(CommandContext.LabelOf(record, "the signer's answer")), exchange, publicKey);
        if (!context.Json)
        {
            Output.Notice(RegistrationSteps.For(name, exchange, $"token {uri.Token}"));
        }

        return ExitCode.Ok;
    }
}
