using System.CommandLine;
using System.Globalization;
using Countersign.Cli.Terminal;

namespace Countersign.Cli.Journal.Commands;

/// <summary><c>countersign journal verify</c>: is every entry there and whole, and are they those that were signed for?</summary>
internal static class VerifyCommand
{
    internal static Command Build(JournalOptions options)
    {
        var saved = new Option<string[]>("--checkpoint")
        {
            Description = "a checkpoint that was kept elsewhere; may be named more than once",
            HelpName = "file",
        };
        var command = new Command("verify", "check every entry against the signed checkpoints") { saved };
        options.Bind(command, (context, parsed) => Run(context, parsed.GetValue(saved) ?? []));
        return command;
    }

    private static ExitCode Run(JournalContext context, string[] savedFiles)
    {
        var folder = context.Open();
        var key = context.Key();
        SavedCheckpoint[] newest = File.Exists(folder.CheckpointFile) ? [context.Newest()] : [];
        var verification = Verification.Run(folder, key, [.. savedFiles.Select(file => SavedCheckpoint.Read(file, key)), .. newest]);
        if (context.Json)
        {
            Output.Json(json => Write(folder, verification, json));
        }
        else
        {
            Print(verification);
            if (context.SaidKey is null)
            {
                Output.Notice("the key was the folder's own, so this shows only that the journal agrees with itself; name the one kept elsewhere with --public-key");
            }
        }

        return verification.Findings is [var first, ..] ? throw Failure(first, verification.Findings.Count - 1) : ExitCode.Ok;
    }

    private static CommandFailedException Failure(Finding first, int others) => new(
        ExitCode.Integrity, "journal-" + first.Code,
        others == 0 ? first.Sentence : string.Create(CultureInfo.InvariantCulture, $"{first.Sentence}; and {others} more"),
        first.Code switch
        {
            "truncated" or "damaged" => "compare with a backup; the signer goes on without what is missing only after: countersign journal accept-loss",
            "no-checkpoint" => "name one that was kept elsewhere with --checkpoint",
            _ => "compare with a backup, and with the orders at the exchange",
        });

    private static void Print(Verification verification)
    {
        Output.Line(string.Create(CultureInfo.InvariantCulture, $"{verification.Size:N0} entries are whole and in order; root {verification.Root}"));
        foreach (var point in verification.Checked)
        {
            var verdict = point.Agrees switch { true => "agrees", false => "does not agree", null => "cannot be reached" };
            Output.Line(string.Create(CultureInfo.InvariantCulture, $"checkpoint of {point.Saved.Checkpoint.Size:N0} entries {verdict}: {point.Saved.Name}"));
        }

        if (verification.Unsigned > 0)
        {
            Output.Line(string.Create(CultureInfo.InvariantCulture, $"{verification.Unsigned:N0} entries are behind the last checkpoint: not signed for yet"));
        }

        if (verification.Unfinished is { } unfinished)
        {
            Output.Line($"behind the last checkpoint, {unfinished}; the signer drops it at its next start");
        }

        if (verification.ClockStepsBack > 0)
        {
            Output.Line(string.Create(CultureInfo.InvariantCulture, $"the machine's clock was set back {verification.ClockStepsBack:N0} times"));
        }

        foreach (var finding in verification.Findings)
        {
            Output.Line("found: " + finding.Sentence);
        }
    }

    private static void Write(JournalFolder folder, Verification verification, System.Text.Json.Utf8JsonWriter json)
    {
        json.WriteString("journal"u8, folder.Path);
        json.WriteBoolean("sound"u8, verification.Findings.Count == 0);
        json.WriteNumber("size"u8, verification.Size);
        json.WriteString("root"u8, verification.Root.ToString());
        json.WriteStartArray("checkpoints"u8);
        foreach (var point in verification.Checked)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, point.Saved.Name);
            json.WriteNumber("size"u8, point.Saved.Checkpoint.Size);
            json.WriteString("verdict"u8, point.Agrees switch { true => "agrees", false => "differs", null => "not-reached" });
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("unsigned"u8, verification.Unsigned);
        json.WriteString("unfinished"u8, verification.Unfinished?.ToString());
        json.WriteNumber("clockStepsBack"u8, verification.ClockStepsBack);
        json.WriteStartArray("findings"u8);
        foreach (var finding in verification.Findings)
        {
            finding.Write(json);
        }

        json.WriteEndArray();
    }
}
