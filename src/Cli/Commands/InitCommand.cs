using System.CommandLine;
using Countersign.Cli.Homes;
using Countersign.Cli.Operating;
using Countersign.Cli.Terminal;
using Countersign.Core.Frames;
using Countersign.Core.Names;
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
        var command = new Command("init", "make the vault and choose its passphrase") { exchange, memory, passes };
        shared.Bind(command, (context, parsed) =>
            RunAsync(context, parsed.GetValue(exchange), parsed.GetValue(memory), parsed.GetValue(passes)));
        return command;
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, string? saidExchange, int memory, int passes)
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

        await CreateAsync(context, vault, exchange, memory, passes);
        new Settings(exchange.Value).Write(context.Home);
        Report(context, exchange.Value);
        return ExitCode.Ok;
    }

    private static async Task CreateAsync(CommandContext context, SqliteVault vault, Exchange exchange, int memory, int passes)
    {
        var passphrases = context.Passphrase.OpenForChoice();
        await using var session = await SignerSession.OpenAsync(context, exchange, withCourier: false);
        byte[] header = [];
        var failure = session.Signer.Ask(
            new CreateVault { MemoryKibibytes = (uint)memory * 1024, Passes = (uint)passes },
            (scoped done) => header = done.First.ToArray(),
            passphrases);
        foreach (var passphrase in passphrases)
        {
            passphrase.Dispose();
        }

        if (failure is not null)
        {
            throw failure.ToException();
        }

        vault.Create(header, session.Signer.StateSequence);
    }

    private static void Report(CommandContext context, string exchange)
    {
        if (context.Json)
        {
            Output.Json(json =>
            {
                json.WriteString("home"u8, context.Home.Folder);
                json.WriteString("exchange"u8, exchange);
            });
            return;
        }

        Output.Line($"made a vault in {context.Home.Folder} for exchange {exchange}");
        Output.Notice("nobody can recover a lost passphrase; keep it apart from backups of this folder");
        Output.Notice("next: countersign key generate NAME --type ed25519");
    }
}
