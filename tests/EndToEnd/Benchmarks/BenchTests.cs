using System.Diagnostics;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Countersign.EndToEnd.Benchmarks;

/// <summary>That the measurements work; what they find is no matter of a test.</summary>
public sealed class BenchTests
{
    [Theory]
    [InlineData("signer", "key=ed25519, key=ed25519, key=hmac, key=hmac")]
    [InlineData("order", "way=direct, way=nginx, way=countersign")]
    public async Task A_quick_run_measures_everything_and_leaves_nothing(string what, string firstTable)
    {
        var folder = Directory.CreateTempSubdirectory("countersign-test-");
        try
        {
            var file = Path.Combine(folder.FullName, "results.json");

            var (exitCode, output) = await RunAsync(folder.FullName, what, "--quick", "--busy", "--json", file);

            exitCode.ShouldBe(0, output);
            folder.EnumerateFileSystemInfos().Select(static left => left.FullName).ShouldBe([file]);
            var tables = JsonNode.Parse(await File.ReadAllTextAsync(file))!["tables"]!.AsArray();
            string.Join(", ", tables[0]!["rows"]!.AsArray().Select(static row => row!.AsObject().First()).Select(static cell => $"{cell.Key}={cell.Value}"))
                .ShouldBe(firstTable);
            tables[0]!["rows"]!.AsArray().ShouldAllBe(static row => row!["p50"]!.GetValue<double>() > 0);
            tables[1]!["rows"]!.AsArray().ShouldAllBe(static row => row!["value"] != null);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_busy_machine_is_not_measured()
    {
        var (exitCode, output) = await RunAsync(Path.GetTempPath(), "--load-before", "0.51 0.10 0.10 1/100 1");

        exitCode.ShouldBe(1);
        output.ShouldContain("the load is 0.51");
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
