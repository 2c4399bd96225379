using System.Text.Json.Nodes;

namespace Countersign.EndToEnd.Worlds;

/// <summary>What a program said and how it ended.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error)
{
    /// <summary>Standard output as one JSON object.</summary>
    public JsonObject Json => JsonNode.Parse(Output)!.AsObject();

    /// <summary>The error of a command with `--json`: the last line of standard error.</summary>
    public JsonObject JsonError => JsonNode.Parse(Error.TrimEnd().Split('\n')[^1])!["error"]!.AsObject();

    /// <summary>Itself when it went well.</summary>
    /// <exception cref="InvalidOperationException">It did not; with all that was said.</exception>
    public CommandResult Succeeded() =>
        ExitCode == 0 ? this : throw new InvalidOperationException($"exit status {ExitCode}\nstdout: {Output}\nstderr: {Error}");
}
