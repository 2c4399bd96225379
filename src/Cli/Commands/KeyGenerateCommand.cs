using System.CommandLine;
using System.Text;
using Countersign.Cli.Homes;
using Countersign.Cli.Operating;
using Countersign.Cli.Terminal;
using Countersign.Core.Frames;
using Countersign.Core.Names;
using Countersign.Core.Records;

namespace Countersign.Cli.Commands;

/// <summary><c>countersign key generate</c>: a key pair whose private half never leaves the signer.</summary>
internal static class KeyGenerateCommand
{
    internal static Command Build(SharedOptions shared)
    {
        var name = new Argument<string>("name") { Description = "what you call the key" };
        var type = new Option<string>("--type") { Description = "the signature; ed25519 is the fastest", DefaultValueFactory = static _ => "ed25519" };
        type.AcceptOnlyFromAmong("ed25519", "rsa-2048", "rsa-4096");
        var exchange = new Option<string?>("--exchange") { Description = "live, testnet or an origin; else what init was told" };
        var command = new Command("generate", "make a key inside the signer, and print its public half") { name, type, exchange };
        shared.Bind(command, (context, parsed) =>
            RunAsync(context, NameArguments.Key(parsed.GetValue(name)), parsed.GetValue(type)!, parsed.GetValue(exchange)));
        return command;
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, KeyName name, string type, string? saidExchange)
    {
        var exchange = Settings.ExchangeOr(saidExchange, context.Home);
        using var vault = context.OpenVault(out var header);
        CommandContext.RequireFree(vault, RecordIdentity.Of(context.Owner, name));
        using var passphrase = context.Passphrase.Open();
        await using var session = await SignerSession.OpenAsync(context, exchange, withCourier: false);
        byte[] record = [];
        byte[] newDataKey = [];
        var publicKey = "";
        var failure = session.Signer.Ask(
            new GenerateKey
            {
                Header = header,
                DataKey = vault.FindDataKey(context.Owner) ?? [],
                Owner = Encoding.ASCII.GetBytes(context.Owner.Value),
                Name = Encoding.ASCII.GetBytes(name.Value),
                KeyType = Encoding.ASCII.GetBytes(type),
                Exchange = Encoding.ASCII.GetBytes(exchange.Value),
            },
            (scoped done) => (record, newDataKey, publicKey) =
                (done.First.ToArray(), done.Second.ToArray(), Encoding.ASCII.GetString(done.Third)),
            passphrase);
        if (failure is not null)
        {
            throw failure.ToException();
        }

        NewRecord.Keep(session, vault, record, newDataKey);
        KeyReport.Write(context, name, type, exchange, publicKey);
        if (!context.Json)
        {
            Output.Notice(RegistrationSteps.For(name, exchange));
        }

        return ExitCode.Ok;
    }
}
