using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace Countersign.Cli.Demo;

/// <summary>Runs <c>countersign</c> commands as a user would, each as a process of its own.</summary>
internal sealed class DemoProcess : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly StringBuilder _errors = new();

    private DemoProcess(string home, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        // The runtime's diagnostics leave pipes behind where a command becomes another program, as `sandbox` does.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        foreach (var argument in (string[])[.. arguments, "--home", home])
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start) ?? throw new UnreachableException();
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_errors)
            {
                _errors.AppendLine(line.Data);
            }
        };
        _process.BeginErrorReadLine();
        _process.StandardInput.Close();
    }

    internal int Id => _process.Id;

    /// <summary>Runs a command to its end and returns its line.</summary>
    /// <exception cref="DemoFailedException">It failed.</exception>
    internal static async Task<JsonNode> RunAsync(string home, CancellationToken stop, params string[] arguments)
    {
        using var output = new MemoryStream();
        await RunIntoAsync(output, home, stop, [.. arguments, "--json"]);
        return JsonNode.Parse(output.ToArray())!;
    }

    /// <summary>Runs a command to its end and copies what it prints, byte by byte: a secret in it does not become text here.</summary>
    /// <exception cref="DemoFailedException">It failed.</exception>
    internal static async Task RunIntoAsync(Stream output, string home, CancellationToken stop, params string[] arguments)
    {
        using var command = new DemoProcess(home, arguments);
        await command._process.StandardOutput.BaseStream.CopyToAsync(output, stop);
        await command._process.WaitForExitAsync(stop);
        if (command._process.ExitCode != 0)
        {
            throw new DemoFailedException($"countersign {arguments[0]} ended with {command._process.ExitCode}: {command.Errors()}");
        }
    }

    /// <summary>Starts a command that stays, and waits for the line that says it is ready.</summary>
    internal static async Task<(DemoProcess Process, JsonNode Ready)> StartAsync(string home, CancellationToken stop, params string[] arguments)
    {
        var process = new DemoProcess(home, [.. arguments, "--json"]);
        try
        {
            var line = await process._process.StandardOutput.ReadLineAsync(stop).AsTask().WaitAsync(_patience, stop);
            return line is null
                ? throw new DemoFailedException($"countersign {arguments[0]} did not start: {process.Errors()}")
                : (process, JsonNode.Parse(line)!);
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    /// <summary>Stops it as Ctrl-C would, and waits until it has gone.</summary>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Native.Terminate(_process.Id);
            if (!_process.WaitForExit(_patience))
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        _process.Dispose();
    }

    private string Errors()
    {
        lock (_errors)
        {
            return _errors.ToString().Trim();
        }
    }
}
