using System.Diagnostics;
using System.Text.Json;

namespace Countersign.EndToEnd.Sandbox;

/// <summary>A sandbox exchange in a process of its own, on a free port of loopback. Dispose it: it stops with this process too.</summary>
internal sealed class SandboxProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private SandboxProcess(Process process, string url)
    {
        _process = process;
        Url = url;
        Control = new SandboxControl(url);
    }

    /// <summary>The base address that clients are given, as `http://127.0.0.1:PORT`.</summary>
    public string Url { get; }

    public SandboxControl Control { get; }

    public int ProcessId => _process.Id;

    /// <summary>Starts a sandbox with prices that stand still unless told otherwise.</summary>
    public static async Task<SandboxProcess> StartAsync(ulong seed = 1, bool quiet = true, params string[] more)
    {
        var start = new ProcessStartInfo(Executable)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        string[] arguments = ["--listen", "127.0.0.1:0", "--json", "--stop-with-stdin", "--seed", $"{seed}", .. quiet ? ["--quiet-market"] : Array.Empty<string>(), .. more];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        if (line is null)
        {
            throw new InvalidOperationException("the sandbox did not start: " + await process.StandardError.ReadToEndAsync());
        }

        using var ready = JsonDocument.Parse(line);
        return new SandboxProcess(process, ready.RootElement.GetProperty("url").GetString()!);
    }

    /// <summary>The program that was built beside the tests.</summary>
    public static string Executable { get; } = FindExecutable();

    public async ValueTask DisposeAsync()
    {
        Control.Dispose();
        _process.StandardInput.Close();
        try
        {
            await _process.WaitForExitAsync().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static string FindExecutable()
    {
        // artifacts/bin/EndToEnd/release/ → artifacts/bin/Sandbox/release/
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(output.Parent!.Parent!.FullName, "Sandbox", output.Name, "Countersign.Sandbox");
    }
}
