using System.CommandLine;
using System.Globalization;
using Countersign.Cli.Terminal;
using Countersign.Core.Journal.Merkle;

namespace Countersign.Cli.Journal.Commands;

/// <summary><c>countersign journal consistent</c>: proves that between two checkpoints entries were added and nothing else was done.</summary>
internal static class ConsistentCommand
{
    internal static Command Build(JournalOptions options)
    {
        var older = new Argument<string>("older") { Description = "file of a checkpoint" };
        var newer = new Argument<string>("newer") { Description = "file of a later one" };
        var command = new Command("consistent", "prove that one checkpoint's journal is the beginning of another's") { older, newer };
        options.Bind(command, (context, parsed) => Run(context, parsed.GetValue(older)!, parsed.GetValue(newer)!));
        return command;
    }

    private static ExitCode Run(JournalContext context, string olderFile, string newerFile)
    {
        var key = context.Key();
        var older = SavedCheckpoint.Read(olderFile, key);
        var newer = SavedCheckpoint.Read(newerFile, key);
        var (from, to) = (older.Checkpoint, newer.Checkpoint);
        if (from.Size > to.Size)
        {
            throw new CommandFailedException(
                ExitCode.Usage, "order", FormattableString.Invariant($"{olderFile} counts {from.Size} entries, {newerFile} only {to.Size}"), "name the older one first");
        }

        var proof = MerkleProof.Consistency(JournalTree.Build(context.Open(), newer), from.Size, to.Size);
        if (!MerkleProof.IsConsistent(from.Size, from.Root, to.Size, to.Root, proof))
        {
            throw new CommandFailedException(
                ExitCode.Integrity, "journal-differs", $"the journal that {olderFile} was signed for is not the beginning of the one that {newerFile} was signed for",
                "both are signed, so the signer's key signed two histories: keep both files as evidence");
        }

        Report(context, older, newer, proof);
        return ExitCode.Ok;
    }

    private static void Report(JournalContext context, SavedCheckpoint older, SavedCheckpoint newer, MerkleHash[] proof)
    {
        if (!context.Json)
        {
            Output.Line(string.Create(
                CultureInfo.InvariantCulture,
                $"consistent: the first {older.Checkpoint.Size:N0} of {newer.Checkpoint.Size:N0} entries are those of the older checkpoint; the proof:"));
            foreach (var hash in proof)
            {
                Output.Line(hash.ToString());
            }

            return;
        }

        Output.Json(json =>
        {
            json.WriteBoolean("consistent"u8, value: true);
            json.WriteString("older"u8, older.Note);
            json.WriteString("newer"u8, newer.Note);
            json.WriteStartArray("proof"u8);
            foreach (var hash in proof)
            {
                json.WriteStringValue(hash.ToString());
            }

            json.WriteEndArray();
        });
    }
}
