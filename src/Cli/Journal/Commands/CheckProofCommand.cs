using System.CommandLine;
using System.Text;
using Countersign.Cli.Terminal;
using Countersign.Core.Journal.Checkpoints;
using Countersign.Core.Journal.Fields;

namespace Countersign.Cli.Journal.Commands;

/// <summary><c>countersign journal check-proof</c>: checks what <c>prove</c> or <c>export</c> wrote, with the public key and nothing else.</summary>
internal static class CheckProofCommand
{
    internal static Command Build(JournalOptions options)
    {
        var file = new Argument<string>("file") { Description = "a proof, or lines of JSON with one each" };
        var command = new Command("check-proof", "check proofs, and print the entries that they prove") { file };
        options.Bind(command, (context, parsed) => Run(context, parsed.GetValue(file)!));
        return command;
    }

    private static ExitCode Run(JournalContext context, string file)
    {
        var key = context.Key();
        using var output = new BufferedStream(Console.OpenStandardOutput(), 64 * 1024);
        if (!context.Json)
        {
            output.Write(Encoding.UTF8.GetBytes(EntryPrinter.Heading + "\n"));
        }

        foreach (var proof in ReadAll(file))
        {
            var what = FormattableString.Invariant($"the proof of entry {proof.Index} in {file}");
            if (!proof.Proves(key, Ed25519.Verify, out _, out var reason))
            {
                throw new CommandFailedException(ExitCode.Integrity, "not-proven", $"{what} {reason}", "name the key that belongs to it with --public-key");
            }

            if (!EntryView.TryRead(proof.Entry, out var entry) || entry.Index != proof.Index)
            {
                throw new CommandFailedException(ExitCode.Integrity, "not-proven", $"{what} is of something that is no entry at that index");
            }

            output.Write(context.Json
                ? Output.ToJson(json => EntryPrinter.Write(entry, json))
                : Encoding.UTF8.GetBytes(EntryPrinter.Line(entry) + "\n"));
        }

        return ExitCode.Ok;
    }

    private static IEnumerable<LogProof> ReadAll(string file)
    {
        if (!File.Exists(file))
        {
            throw new CommandFailedException(ExitCode.Failed, "no-file", $"there is no proof in {file}");
        }

        if (LogProof.IsBeginning(FirstLine(file)))
        {
            yield return LogProof.TryParse(JournalFolder.ReadSmall(file, "proof"), out var proof) ? proof : throw NoProof(file);
            yield break;
        }

        var number = 0;
        foreach (var line in File.ReadLines(file))
        {
            number++;
            var bytes = Encoding.UTF8.GetBytes(line + "\n");
            if (!ProvenEntry.TryRead(bytes, out var proof))
            {
                throw NoProof(FormattableString.Invariant($"line {number} of {file}"));
            }

            // What people read must be what is proven.
            yield return ProvenEntry.Line(proof!).AsSpan().SequenceEqual(bytes) ? proof! : throw new CommandFailedException(
                ExitCode.Integrity, "not-proven", FormattableString.Invariant($"line {number} of {file} says other things than the entry that it proves"));
        }
    }

    private static string FirstLine(string file) => File.ReadLines(file).FirstOrDefault() ?? "";

    private static CommandFailedException NoProof(string what) => new(ExitCode.Integrity, "no-proof", $"{what} is no proof");
}
