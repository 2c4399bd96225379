using System.Diagnostics;
using Countersign.EndToEnd.Isolation;

namespace Countersign.EndToEnd.Worlds;

/// <summary>Runs programs to their end, with an environment that holds only what is said.</summary>
internal static class CommandLine
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    /// <summary>A start of `countersign` whose folders for temporary and user files are inside the place.</summary>
    public static ProcessStartInfo Start(Place place, params IEnumerable<string> arguments)
    {
        var start = OtherUser.Start(place.User, place.Program);
        start.WorkingDirectory = place.Folder;
        start.Environment["HOME"] = place.UserFolder;
        start.Environment["TMPDIR"] = place.TemporaryFolder;
        start.Environment["COUNTERSIGN_HOME"] = place.Home;
        start.Environment.Remove("XDG_DATA_HOME");

        // As the launcher and the unit start it.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }

    /// <summary>Runs a program to its end.</summary>
    /// <param name="start">What to run.</param>
    /// <param name="input">For its standard input.</param>
    /// <param name="patience">Where it may take longer than a command does.</param>
    /// <exception cref="TimeoutException">It does not end; it was killed.</exception>
    public static async Task<CommandResult> RunAsync(ProcessStartInfo start, string input = "", TimeSpan? patience = null)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.UseShellExecute = false;
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await process.WaitForExitAsync().WaitAsync(patience ?? Patience);
            return new CommandResult(process.ExitCode, await output, await error);
        }
        catch (TimeoutException tooLong)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{start.FileName} {string.Join(' ', start.ArgumentList)} does not end", tooLong);
        }
    }
}
