using System.Text.Json;
using Countersign.Core.Journal.Checkpoints;
using Countersign.Core.Journal.Fields;

namespace Countersign.Cli.Journal;

/// <summary>
/// An entry with the proof that it is in the journal, as one line of JSON: the members of the entry, then <c>proof</c>. The line follows from the proof alone,
/// so that whoever checks it can make it again and compare.
/// </summary>
internal static class ProvenEntry
{
    /// <summary>The line, with its line feed.</summary>
    /// <exception cref="CommandFailedException">This version does not know the entry.</exception>
    internal static byte[] Line(LogProof proof)
    {
        if (!EntryView.TryRead(proof.Entry, out var entry))
        {
            throw new CommandFailedException(
                ExitCode.Failed, "unknown-entry", FormattableString.Invariant($"entry {proof.Index} is of a kind, or has fields, that this version does not know"),
                "use the version that wrote it, or a newer one");
        }

        return Terminal.Output.ToJson(json =>
        {
            EntryPrinter.Write(entry, json);
            json.WriteString("proof"u8, proof.ToString());
        });
    }

    /// <summary>Takes the proof out of a line; false for any other text.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> line, out LogProof? proof)
    {
        proof = null;
        try
        {
            var reader = new Utf8JsonReader(line);
            using var document = JsonDocument.ParseValue(ref reader);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("proof"u8, out var text) && text.ValueKind == JsonValueKind.String
                && LogProof.TryParse(System.Text.Encoding.UTF8.GetBytes(text.GetString()!), out proof);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
