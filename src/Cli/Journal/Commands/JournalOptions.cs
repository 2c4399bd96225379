using System.CommandLine;
using System.Text;
using Countersign.Cli.Commands;
using Countersign.Core.Journal.Checkpoints;

namespace Countersign.Cli.Journal.Commands;

/// <summary>What all commands that read a journal are told. None needs a passphrase or a running Countersign.</summary>
internal sealed class JournalOptions(SharedOptions shared)
{
    private readonly Option<string?> _folder = new("--journal")
    {
        Description = "folder of the journal, or of a copy; else the home's",
        HelpName = "folder",
    };

    private readonly Option<string?> _key = new("--public-key")
    {
        Description = "the key that signs its checkpoints, or a file with it, kept apart from the journal; else the one in its folder",
        HelpName = "key|file",
    };

    /// <summary>Gives a command what it does.</summary>
    internal void Bind(Command command, Func<JournalContext, ParseResult, ExitCode> run)
    {
        command.Options.Add(_folder);
        command.Options.Add(_key);
        shared.Bind(command, (context, parsed) => Task.FromResult(run(Read(context, parsed), parsed)));
    }

    private JournalContext Read(CommandContext context, ParseResult parsed)
    {
        var folder = parsed.GetValue(_folder) ?? context.Home.Journal;
        var said = parsed.GetValue(_key);
        return new JournalContext(folder, said is null ? null : ReadKey(said), context.Json, shared.OwnerIfSaid(parsed));
    }

    private static NoteKey ReadKey(string said) =>
        NoteKey.TryParse(said, out var key) ? key
        : File.Exists(said) ? ReadKeyFile(said)
        : throw new CommandFailedException(
            ExitCode.Usage, "public-key", $"'{said}' is no public key of a journal, and no file", "it looks like name+id+key; see: countersign journal key");

    internal static NoteKey ReadKeyFile(string file) =>
        NoteKey.TryParse(Encoding.UTF8.GetString(JournalFolder.ReadSmall(file, "public key")).TrimEnd('\n'), out var key)
            ? key
            : throw new CommandFailedException(
                ExitCode.Integrity, "public-key", $"{file} holds no public key of a journal", "name the key that was kept elsewhere with --public-key");
}
