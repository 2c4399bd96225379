using System.CommandLine;
using System.Globalization;
using Countersign.Cli.Terminal;
using Countersign.Core.Journal.Fields;

namespace Countersign.Cli.Journal.Commands;

/// <summary><c>countersign journal export</c>: an owner's entries with their proofs, or the whole journal as public tools read it.</summary>
internal static class ExportCommand
{
    internal static Command Build(JournalOptions options)
    {
        var filter = new FilterOptions();
        var file = new Argument<string?>("file") { Description = "a new file for the lines of JSON", Arity = ArgumentArity.ZeroOrOne };
        var tiles = new Option<string?>("--tiles") { Description = "a folder for the whole journal as static tiles (c2sp.org/tlog-tiles)", HelpName = "folder" };
        var command = new Command("export", "write an owner's entries with their proofs, or the whole journal as tiles") { file, tiles };
        filter.AddTo(command);
        options.Bind(command, (context, parsed) => (parsed.GetValue(file), parsed.GetValue(tiles)) switch
        {
            (null, { } folder) => Tiles(context, folder),
            ({ } lines, null) => Entries(context, filter.Read(context, parsed), lines),
            _ => throw new CommandFailedException(ExitCode.Usage, "usage", "an export goes into a file, or with --tiles into a folder", "see countersign journal export --help"),
        });
        return command;
    }

    private static ExitCode Tiles(JournalContext context, string folder)
    {
        var newest = context.Newest();
        new TileExport(folder).Write(context.Open(), newest);
        Report(context, newest.Checkpoint.Size, newest, folder);
        return ExitCode.Ok;
    }

    private static ExitCode Entries(JournalContext context, EntryFilter filter, string file)
    {
        if (filter.Owner is null)
        {
            throw new CommandFailedException(ExitCode.Usage, "owner", "an export into a file is of one owner", "name one with --owner");
        }

        if (File.Exists(file))
        {
            throw new CommandFailedException(ExitCode.Failed, "file-exists", $"{file} exists, and is not written over", "name a new file");
        }

        var newest = context.Newest();
        var folder = context.Open();
        var tree = JournalTree.Build(folder, newest);
        using var output = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
        using var reader = new JournalReader(folder);
        ulong count = 0;
        while (reader.Size < newest.Checkpoint.Size && reader.MoveNext())
        {
            if (EntryView.TryRead(reader.Entry, out var entry) && filter.Matches(entry))
            {
                output.Write(ProvenEntry.Line(tree.Prove(reader.Index, newest)));
                count++;
            }
        }

        Report(context, count, newest, file);
        return ExitCode.Ok;
    }

    private static void Report(JournalContext context, ulong count, SavedCheckpoint newest, string into)
    {
        if (context.Json)
        {
            Output.Json(json =>
            {
                json.WriteNumber("entries"u8, count);
                json.WriteNumber("size"u8, newest.Checkpoint.Size);
                json.WriteString("into"u8, into);
            });
            return;
        }

        Output.Line(string.Create(CultureInfo.InvariantCulture, $"{count:N0} entries, up to the checkpoint of {newest.Checkpoint.Size:N0}, are in {into}"));
    }
}
