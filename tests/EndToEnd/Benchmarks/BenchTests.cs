using System.Diagnostics;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Countersign.EndToEnd.Benchmarks;

/// <summary>That the measurements work; what they find is no matter of a test.</summary>
public sealed class BenchTests
{
    private static readonly string[] KeyTypes = ["ed25519", "hmac", "rsa-2048"];

    [Fact]
    public async Task A_quick_run_measures_each_key_type_both_ways_and_leaves_nothing()
    {
        var folder = Directory.CreateTempSubdirectory("countersign-test-");
        try
        {
            var file = Path.Combine(folder.FullName, "results.json");

            var (exitCode, output) = await RunAsync(folder.FullName, "--quick", "--json", file);

            exitCode.ShouldBe(0, output);
            folder.EnumerateFileSystemInfos().Select(static left => left.FullName).ShouldBe([file]);
            var results = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
            var latencies = results["latencies"]!.AsArray();
            latencies.Select(static row => $"{row!["key"]} {row["call"]}")
                .ShouldBe(KeyTypes.SelectMany(static key => new[] { $"{key} order", $"{key} read", $"{key} cancel" }));
            latencies.ShouldAllBe(static row => row!["direct"]!["median"]!.GetValue<double>() > 0 && row["through"]!["median"]!.GetValue<double>() > 0);
            var rates = results["rates"]!.AsArray();
            rates.Select(static row => row!["key"]!.GetValue<string>()).ShouldBe(KeyTypes);
            rates.ShouldAllBe(static row => row!["direct"]!.GetValue<double>() > 0 && row["through"]!.GetValue<double>() > 0);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string temporaryFolder, params string[] arguments)
    {
        // artifacts/bin/EndToEnd/release/ → artifacts/bin/Benchmarks/release/
        var built = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var start = new ProcessStartInfo(Path.Combine(built.Parent!.Parent!.FullName, "Benchmarks", built.Name, "Countersign.Benchmarks"), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["TMPDIR"] = temporaryFolder;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }
}
