using System.CommandLine;
using System.Text;
using Countersign.Cli.Homes;
using Countersign.Cli.Operating;
using Countersign.Cli.Terminal;
using Countersign.Cli.Tokens;
using Countersign.Core.Frames;
using Countersign.Core.Names;
using Countersign.Core.Records.Tokens;
using Countersign.Vault;

namespace Countersign.Cli.Commands;

/// <summary><c>countersign init</c>: a home with an empty vault under a new passphrase.</summary>
internal static class InitCommand
{
    private const int LeastMebibytes = 64;
    private const int MostMebibytes = 4096;
    private const int LeastPasses = 3;
    private const int MostPasses = 64;

    internal static Command Build(SharedOptions shared)
    {
        var exchange = new Option<string>("--exchange")
        {
            Description = "live, testnet or the origin of a sandbox; what later commands mean when they name none",
            DefaultValueFactory = static _ => Settings.Default.Exchange,
        };
        var memory = new Option<int>("--kdf-memory") { Description = "MiB that each guess at the passphrase costs", DefaultValueFactory = static _ => 256 };
        var passes = new Option<int>("--kdf-passes") { Description = "passes over that memory", DefaultValueFactory = static _ => LeastPasses };
        var token = new TokenOptions();
        var command = new Command("init", "make the vault and choose its passphrase, or the key in a token that takes its place") { exchange, memory, passes };
        token.AddTo(command);
        shared.Bind(command, (context, parsed) =>
        {
            var uri = token.Read(parsed);
            return RunAsync(
                context, parsed.GetValue(exchange), parsed.GetValue(memory), parsed.GetValue(passes),
                uri, uri is null ? null : token.Settings(parsed, uri));
        });
        return command;
    }

    private static async Task<ExitCode> RunAsync(
        CommandContext context, string? saidExchange, int memory, int passes, TokenUri? token, TokenSettings? tokenSettings)
    {
        if (memory is < LeastMebibytes or > MostMebibytes || passes is < LeastPasses or > MostPasses)
        {
            throw new CommandFailedException(
                ExitCode.Usage, "kdf",
                $"the key derivation takes {LeastMebibytes} to {MostMebibytes} MiB and {LeastPasses} to {MostPasses} passes",
                "leave --kdf-memory and --kdf-passes out for 256 MiB and 3 passes");
        }

        var exchange = Settings.ExchangeOr(saidExchange, context.Home);
        context.Home.Create();
        using var vault = SqliteVault.Open(context.Home.VaultFile);
        if (vault.ReadHeader() is not null)
        {
            throw new CommandFailedException(
                ExitCode.Failed, "already-initialised", $"the home {context.Home.Folder} has a vault already", "name another folder with --home");
        }

        // Before the signer is started, which asks a token only if it was told where that is.
        new Settings(exchange.Value, tokenSettings).Write(context.Home);
        var publicKey = await CreateAsync(context, vault, exchange, memory, passes, token);
        Report(context, exchange.Value, token, publicKey);
        return ExitCode.Ok;
    }

    private static async Task<string> CreateAsync(CommandContext context, SqliteVault vault, Exchange exchange, int memory, int passes, TokenUri? token)
    {
        var secrets = token is null ? context.Passphrase.OpenForChoice() : [context.Passphrase.Open()];
        await using var session = await SignerSession.OpenAsync(context, exchange, withCourier: false);
        byte[] header = [];
        var publicKey = "";
        var failure = session.Signer.Ask(
            new CreateVault { MemoryKibibytes = (uint)memory * 1024, Passes = (uint)passes, Token = token?.ToBytes() ?? [] },
            (scoped done) => (header, publicKey) = (done.First.ToArray(), Encoding.UTF8.GetString(done.Second)),
            secrets);
        foreach (var secret in secrets)
        {
            secret.Dispose();
        }

        if (failure is not null)
        {
            throw failure.ToException();
        }

        vault.Create(header, session.Signer.Checkpoint);
        return publicKey;
    }

    private static void Report(CommandContext context, string exchange, TokenUri? token, string publicKey)
    {
        if (context.Json)
        {
            Output.Json(json =>
            {
                json.WriteString("home"u8, context.Home.Folder);
                json.WriteString("exchange"u8, exchange);
                json.WriteString("journalKey"u8, publicKey);
            });
            return;
        }

        Output.Line($"made a vault in {context.Home.Folder} for exchange {exchange}");
        Output.Line($"the journal is signed by {publicKey}");
        Output.Notice(token is null
            ? "nobody can recover a lost passphrase; keep it apart from backups of this folder"
            : $"nobody can open it without this very key: see that another token than {token.Token} holds a copy, or that it has a backup of its own");
        Output.Notice("next: countersign key generate NAME --type ed25519");
    }
}
