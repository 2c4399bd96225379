using System.Diagnostics;

namespace Countersign.EndToEnd.Sandbox;

/// <summary>Runs a script of tests/Clients, a published client library on its tour, against a base address.</summary>
internal static class ClientScript
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static string Folder { get; } = FindFolder();

    /// <summary>Exit status and output. The key goes by file, as a person would give it.</summary>
    /// <param name="script">`ccxt.mjs` or `spot.mjs`.</param>
    /// <param name="url">Where the library is told that the exchange is.</param>
    /// <param name="apiKey">The key's id.</param>
    /// <param name="secret">The HMAC secret.</param>
    /// <param name="more">Further arguments of the script.</param>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        string script, string url, string apiKey, string secret, params IEnumerable<string> more)
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules")))
        {
            throw new InvalidOperationException("the client libraries are not installed: run `npm ci` in tests/Clients");
        }

        var files = Directory.CreateTempSubdirectory("countersign-client-");
        try
        {
            var keyFile = Path.Combine(files.FullName, "api-key");
            var secretFile = Path.Combine(files.FullName, "secret");
            await File.WriteAllTextAsync(keyFile, apiKey);
            await File.WriteAllTextAsync(secretFile, secret);
            return await RunAsync(script, ["--base-url", url, "--api-key-file", keyFile, "--secret-file", secretFile, .. more]);
        }
        finally
        {
            files.Delete(recursive: true);
        }
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string script, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("node", [Path.Combine(Folder, script), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
        }

        return (process.ExitCode, await output + await errors);
    }

    private static string FindFolder()
    {
        // artifacts/bin/EndToEnd/release/ → the root of the repository
        var root = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Parent!.Parent!.Parent!;
        return Path.Combine(root.FullName, "tests", "Clients");
    }
}
