using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.ComponentModel;
using Countersign.Channels;
using Countersign.Cli.Commands;
using Countersign.Cli.Demo;
using Countersign.Cli.Journal.Commands;
using Countersign.Cli.Doctor;
using Countersign.Cli.Terminal;
using Countersign.Cli.Tokens;
using Countersign.Vault;

namespace Countersign.Cli;

/// <summary>The commands and the one place where their failures become words and an exit status.</summary>
internal static class CommandLine
{
    /// <summary>Runs what the arguments say and returns the exit status of the process.</summary>
    internal static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        Output.Prepare();
        var shared = new SharedOptions();
        var parsed = Build(shared).Parse(arguments);
        var asJson = parsed.GetValue(shared.Json);
        try
        {
            if (parsed.Action is ParseErrorAction)
            {
                throw NotUnderstood(parsed);
            }

            // Signals are handled by the commands that have something to put in order.
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (CommandFailedException failure)
        {
            return Fail(failure, asJson);
        }
        catch (VaultException fault)
        {
            return Fail(
                new CommandFailedException(ExitCode.Failed, "vault", fault.Message, "see that the home is this user's, and that its disk is writable and has room"),
                asJson);
        }
        catch (ChannelClosedException fault)
        {
            return Fail(new CommandFailedException(ExitCode.NotRunning, "signer-gone", fault.Message, "see what runs with: countersign status"), asJson);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or Win32Exception)
        {
            return Fail(new CommandFailedException(ExitCode.Failed, "input-output", fault.Message), asJson);
        }
    }

    internal static Command Build(SharedOptions shared)
    {
        // Not a RootCommand: that would be called after the file, which the launcher and an installation name differently.
        var root = new Command("countersign", "lets trading bots use a Binance account without ever holding its key")
        {
            new HelpOption(),
            new VersionOption(),
            InitCommand.Build(shared),
            new Command("key", "exchange keys")
            {
                KeyGenerateCommand.Build(shared),
                KeyActivateCommand.Build(shared),
                KeyLimitCommand.Build(shared),
                KeyImportCommand.Build(shared),
                KeyUseTokenCommand.Build(shared),
                KeyListCommand.Build(shared),
            },
            new Command("bot", "bots and what they may do")
            {
                BotAddCommand.Build(shared),
                BotListCommand.Build(shared),
                BotRevokeCommand.Build(shared),
            },
            UpCommand.Build(shared),
            StatusCommand.Build(shared),
            UnlockCommand.Build(shared),
            JournalCommand.Build(shared),
            DoctorCommand.Build(shared),
            SandboxCommand.Build(shared),
            DemoCommand.Build(shared),
        };
        shared.AddTo(root);
        return root;
    }

    private static CommandFailedException NotUnderstood(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var path = PathOf(command);
        return command.Subcommands.Count > 0
            ? new CommandFailedException(
                ExitCode.Usage, "usage",
                parsed.UnmatchedTokens is [var first, ..] ? $"{path} does not know '{first}'" : $"{path} needs a command",
                $"one of {string.Join(", ", command.Subcommands.Select(static known => known.Name))}; more with: {path} --help")
            : new CommandFailedException(
                ExitCode.Usage, "usage", string.Join("; ", parsed.Errors.Select(static error => InOurWords(error.Message))), $"see {path} --help");
    }

    // The library writes sentences, and some of them over several lines.
    private static string InOurWords(string message)
    {
        var line = string.Join(' ', message.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');
        return line.Length == 0 ? line : char.ToLowerInvariant(line[0]) + line[1..];
    }

    private static string PathOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? PathOf(parent) + " " + command.Name : command.Name;

    private static int Fail(CommandFailedException failure, bool asJson)
    {
        Output.Error(failure, asJson);
        return (int)failure.ExitCode;
    }
}
