using System.CommandLine;
using System.Text;
using Countersign.Cli.Terminal;
using Countersign.Core.Journal.Fields;

namespace Countersign.Cli.Journal.Commands;

/// <summary><c>countersign journal show</c>: the entries, or some of them. It checks that each is whole, and nothing else.</summary>
internal static class ShowCommand
{
    private const int MostLast = 1_000_000;

    internal static Command Build(JournalOptions options)
    {
        var filter = new FilterOptions();
        var last = new Option<int?>("--last") { Description = "only so many, the newest", HelpName = "number" };
        var command = new Command("show", "print entries") { last };
        filter.AddTo(command);
        options.Bind(command, (context, parsed) => Run(context, filter.Read(context, parsed), parsed.GetValue(last)));
        return command;
    }

    private static ExitCode Run(JournalContext context, EntryFilter filter, int? last)
    {
        if (last is < 1 or > MostLast)
        {
            throw new CommandFailedException(ExitCode.Usage, "last", FormattableString.Invariant($"--last takes a number from 1 to {MostLast}"));
        }

        using var reader = new JournalReader(context.Open());
        using var output = new BufferedStream(Console.OpenStandardOutput(), 64 * 1024);
        if (!context.Json)
        {
            output.Write(Encoding.UTF8.GetBytes(EntryPrinter.Heading + "\n"));
        }

        var kept = new Queue<byte[]>();
        while (reader.MoveNext())
        {
            if (!EntryView.TryRead(reader.Entry, out var entry))
            {
                Output.Notice(FormattableString.Invariant($"entry {reader.Index} is of a kind, or has fields, that this version does not know"));
            }
            else if (filter.Matches(entry))
            {
                var line = context.Json
                    ? Output.ToJson(json => EntryPrinter.Write(entry, json))
                    : Encoding.UTF8.GetBytes(EntryPrinter.Line(entry) + "\n");
                Keep(line, kept, last, output);
            }
        }

        foreach (var line in kept)
        {
            output.Write(line);
        }

        output.Flush();
        return reader.Damage is { } damage ? After(damage, context) : ExitCode.Ok;
    }

    private static void Keep(byte[] line, Queue<byte[]> kept, int? last, Stream output)
    {
        if (last is null)
        {
            output.Write(line);
            return;
        }

        if (kept.Count == last)
        {
            _ = kept.Dequeue();
        }

        kept.Enqueue(line);
    }

    // Behind the last checkpoint an entry may be under way, or cut by a power loss.
    private static ExitCode After(Damage damage, JournalContext context)
    {
        if (damage.Index < context.Newest().Checkpoint.Size)
        {
            throw new CommandFailedException(
                ExitCode.Integrity, "journal-damaged", damage + "; nothing behind it is shown", "see what can still be trusted with: countersign journal verify");
        }

        Output.Notice($"behind the last checkpoint, {damage}");
        return ExitCode.Ok;
    }
}
