using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Countersign.Benchmarks.Worlds;

/// <summary>The `countersign` command, as built beside this program.</summary>
internal static class CommandLine
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>A start with streams that the caller reads.</summary>
    public static ProcessStartInfo Start(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(FindProgram())
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }

    /// <summary>Runs a command with `--json` to its end, and returns what it printed.</summary>
    /// <exception cref="InvalidOperationException">It failed; with its words.</exception>
    public static async Task<JsonObject> RunAsync(params IReadOnlyList<string> arguments)
    {
        using var process = Process.Start(Start([.. arguments, "--json"]))!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return process.ExitCode == 0
            ? JsonNode.Parse(await output)!.AsObject()
            : throw new InvalidOperationException($"countersign {arguments[0]} failed: {await error}");
    }

    private static string FindProgram()
    {
        // artifacts/bin/Benchmarks/release/ → artifacts/bin/Cli/release/
        var output = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return Path.Combine(output.Parent!.Parent!.FullName, "Cli", output.Name, "Countersign.Cli");
    }
}
