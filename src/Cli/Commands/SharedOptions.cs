using System.CommandLine;
using Countersign.Cli.Homes;
using Countersign.Cli.Operating;
using Countersign.Cli.Users;
using Countersign.Core.Names;

namespace Countersign.Cli.Commands;

/// <summary>The options that every command takes, before or after its name.</summary>
internal sealed class SharedOptions
{
    private readonly Option<string?> _home = new("--home")
    {
        Description = "folder of vault, state and sockets; else COUNTERSIGN_HOME, else the XDG data directory",
        HelpName = "folder",
        Recursive = true,
    };

    private readonly Option<string> _owner = new("--owner")
    {
        Description = "whose keys and bots",
        HelpName = "name",
        Recursive = true,
        DefaultValueFactory = static _ => OwnerId.Self.Value,
    };

    private readonly Option<string?> _passphraseFile = new("--passphrase-file")
    {
        Description = "file that holds the passphrase, '-' for standard input; else the terminal is asked",
        HelpName = "file",
        Recursive = true,
    };

    private readonly Option<string?> _users = new("--users")
    {
        Description = "for root: the users that signer, gateway and courier run as, with commas; or none, to run them as root",
        HelpName = "names",
        Recursive = true,
    };

    internal Option<bool> Json { get; } = new("--json") { Description = "one line of JSON for machines", Recursive = true };

    internal void AddTo(Command root)
    {
        root.Options.Add(_home);
        root.Options.Add(_owner);
        root.Options.Add(_passphraseFile);
        root.Options.Add(_users);
        root.Options.Add(Json);
    }

    /// <summary>Gives a command what it does.</summary>
    internal void Bind(Command command, Func<CommandContext, ParseResult, Task<ExitCode>> run) =>
        command.SetAction(async (parsed, _) => (int)await run(Read(parsed), parsed));

    /// <summary>The owner, where the command line names one; for commands that otherwise mean all of them.</summary>
    internal string? OwnerIfSaid(ParseResult parsed) => parsed.GetResult(_owner) is { Implicit: false } ? parsed.GetValue(_owner) : null;

    private CommandContext Read(ParseResult parsed)
    {
        var owner = OwnerId.TryParse(parsed.GetValue(_owner), out var read)
            ? read
            : throw new CommandFailedException(ExitCode.Usage, "owner", "the owner is no name: " + NameGrammar.Rule);
        if (parsed.GetValue(_home) is "")
        {
            // Mostly a variable that is not set: the home that is meant then is not the default one.
            throw new CommandFailedException(ExitCode.Usage, "home", "--home names no folder", "name one, or leave the option out");
        }

        return new CommandContext(
            Home.Resolve(parsed.GetValue(_home), Environment.GetEnvironmentVariable),
            owner,
            ProcessUsers.Resolve(parsed.GetValue(_users), Native.UserId() == 0, NativeUsers.Find),
            new PassphraseSource(parsed.GetValue(_passphraseFile)),
            parsed.GetValue(Json));
    }
}
