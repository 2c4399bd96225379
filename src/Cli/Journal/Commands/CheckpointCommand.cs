using System.CommandLine;
using Countersign.Cli.Terminal;

namespace Countersign.Cli.Journal.Commands;

/// <summary><c>countersign journal checkpoint</c>: the newest one. Kept elsewhere, it shows later whether anything before it was changed or cut off.</summary>
internal static class CheckpointCommand
{
    internal static Command Build(JournalOptions options)
    {
        var command = new Command("checkpoint", "print the newest signed checkpoint, to be kept elsewhere");
        options.Bind(command, (context, _) =>
        {
            var newest = context.Newest();
            if (context.Json)
            {
                Output.Json(json =>
                {
                    json.WriteString("origin"u8, newest.Checkpoint.Origin);
                    json.WriteNumber("size"u8, newest.Checkpoint.Size);
                    json.WriteString("root"u8, newest.Checkpoint.Root.ToString());
                    json.WriteString("note"u8, newest.Note);
                });
            }
            else
            {
                Output.Line(newest.Note.TrimEnd('\n'));
            }

            return ExitCode.Ok;
        });
        return command;
    }
}
