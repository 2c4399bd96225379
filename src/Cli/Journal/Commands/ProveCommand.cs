using System.CommandLine;
using Countersign.Cli.Terminal;

namespace Countersign.Cli.Journal.Commands;

/// <summary><c>countersign journal prove</c>: a proof that an entry is in the journal, for whoever has only the public key.</summary>
internal static class ProveCommand
{
    internal static Command Build(JournalOptions options)
    {
        var index = new Argument<ulong>("index") { Description = "of the entry" };
        var command = new Command("prove", "print a proof that an entry is in the journal (with --json also what it says)") { index };
        options.Bind(command, (context, parsed) => Run(context, parsed.GetValue(index)));
        return command;
    }

    private static ExitCode Run(JournalContext context, ulong index)
    {
        var newest = context.Newest();
        if (index >= newest.Checkpoint.Size)
        {
            throw new CommandFailedException(
                ExitCode.Failed, "not-signed",
                FormattableString.Invariant($"the newest checkpoint counts {newest.Checkpoint.Size} entries, so there is no proof of entry {index}"),
                "indices begin with 0; an entry that was just made is signed for within a second");
        }

        var proof = JournalTree.Build(context.Open(), newest).Prove(index, newest);
        if (context.Json)
        {
            using var output = Console.OpenStandardOutput();
            output.Write(ProvenEntry.Line(proof));
        }
        else
        {
            Output.Line(proof.ToString().TrimEnd('\n'));
        }

        return ExitCode.Ok;
    }
}
