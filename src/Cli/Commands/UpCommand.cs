using System.CommandLine;
using Countersign.Cli.Homes;
using Countersign.Cli.Supervision;
using Countersign.Cli.Terminal;
using Countersign.Cli.Users;

namespace Countersign.Cli.Commands;

/// <summary><c>countersign up</c>: everything in the foreground, until Ctrl-C or SIGTERM.</summary>
internal static class UpCommand
{
    // The signer takes no longer one: so long a stolen signature is worth something.
    private const int LongestReceiveWindow = 5_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(50);

    internal static Command Build(SharedOptions shared)
    {
        var listen = new Option<string>("--listen")
        {
            Description = "address and port for bots; port 0 takes a free one", DefaultValueFactory = static _ => "127.0.0.1:8780",
        };
        var exchange = new Option<string?>("--exchange") { Description = "live, testnet or an origin; else what init was told" };
        var certificate = new Option<string?>("--tls-certificate") { Description = "PEM; needed to listen beyond loopback", HelpName = "file" };
        var key = new Option<string?>("--tls-key") { Description = "PEM; its private key", HelpName = "file" };
        var window = new Option<int?>("--recv-window")
        {
            Description = "for how long the exchange may take a signed request; 1000 unless said, 5000 at most", HelpName = "ms",
        };
        var strict = new Option<bool>("--strict") { Description = "sign nothing before its entry in the journal is on the disk" };
        var isolation = new Option<bool>("--require-isolation") { Description = "do not start when a measure is off that could be on; countersign doctor names them" };
        var command = new Command("up", "run gateway, signer and courier until Ctrl-C") { listen, exchange, certificate, key, window, strict, isolation };
        shared.Bind(command, (context, parsed) => RunAsync(
            context,
            parsed.GetValue(listen)!,
            parsed.GetValue(exchange),
            [.. FileOption("--tls-certificate", parsed.GetValue(certificate)), .. FileOption("--tls-key", parsed.GetValue(key))],
            new SignerChoices(parsed.GetValue(window), parsed.GetValue(strict)),
            parsed.GetValue(isolation)));
        return command;
    }

    private static async Task<ExitCode> RunAsync(
        CommandContext context, string listen, string? saidExchange, string[] tls, SignerChoices choices, bool isIsolationRequired)
    {
        if (choices.ReceiveWindow is <= 0 or > LongestReceiveWindow)
        {
            throw new CommandFailedException(
                ExitCode.Usage, "recv-window", $"a receive window has 1 to {LongestReceiveWindow} milliseconds",
                "leave --recv-window out for a second");
        }

        var exchange = Settings.ExchangeOr(saidExchange, context.Home);
        context.OpenVault(out _).Dispose();
        using var homeLock = await TakeLockAsync(context.Home);
        HomeOwnership.Prepare(context.Home, context.Users);
        using var stop = new StopSignal();
        using var run = new UpRun(context, exchange, listen, tls, choices, isIsolationRequired);
        await run.RunAsync(
            up =>
            {
                if (context.Json)
                {
                    using var standardOutput = Console.OpenStandardOutput();
                    standardOutput.Write([.. up.ToJson(), (byte)'\n']);
                }
                else
                {
                    Output.Line($"countersign is up at {up.Url} for exchange {up.Exchange}");
                    Output.Line(
                        up.Url.Contains("//0.0.0.0:", StringComparison.Ordinal) || up.Url.Contains("//[::]:", StringComparison.Ordinal)
                            ? "that is every address of this machine: point a bot at the one that the certificate names, with its own credential; stop with Ctrl-C"
                            : "point a bot at that URL with its own credential; stop with Ctrl-C");
                }
            },
            stop.Token);
        return ExitCode.Ok;
    }

    // Another up holds the lock as long as it lives; a command that started a signer for the moment, for a moment.
    private static async Task<HomeLock> TakeLockAsync(Home home)
    {
        var time = TimeProvider.System;
        var since = time.GetTimestamp();
        while (true)
        {
            if (HomeLock.TryTake(home) is { } taken)
            {
                return taken;
            }

            var running = UpFile.TryRead(home);
            if (running is not null || time.GetElapsedTime(since) > Patience)
            {
                var where = running is null ? "" : $", at {running.Url}";
                throw new CommandFailedException(
                    ExitCode.AlreadyRunning, "already-running", $"countersign runs already on the home {home.Folder}{where}",
                    "stop it first, or name another folder with --home");
            }

            await Task.Delay(BetweenTries);
        }
    }

    // The processes run in the root folder: a relative path would mean another file to them.
    private static string[] FileOption(string option, string? file) => file is null ? [] : [option, Path.GetFullPath(file)];
}
