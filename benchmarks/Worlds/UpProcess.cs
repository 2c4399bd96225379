using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Countersign.Benchmarks.Worlds;

/// <summary>A running `countersign up`. Dispose it: it is asked to stop, and takes its processes with it.</summary>
internal sealed class UpProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    private UpProcess(Process process) => _process = process;

    /// <summary>Where bots connect.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>The supervisor's and those of its processes, by name.</summary>
    public IReadOnlyDictionary<string, int> ProcessIds { get; private set; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">It ended before it was ready, and has said why.</exception>
    public static async Task<UpProcess> StartAsync(params IEnumerable<string> arguments)
    {
        // What it has to say is for whoever reads the bench's own words.
        var start = CommandLine.Start(["up", "--listen", "127.0.0.1:0", "--json", .. arguments]);
        start.RedirectStandardError = false;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        var up = new UpProcess(process);
        try
        {
            var line = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
            var ready = line is null
                ? throw new InvalidOperationException("countersign up did not start; its words are above")
                : JsonNode.Parse(line)!;
            up.Url = new Uri(ready["url"]!.GetValue<string>());
            up.ProcessIds = ready["pids"]!.AsObject().ToDictionary(static pair => pair.Key, static pair => pair.Value!.GetValue<int>(), StringComparer.Ordinal);
            return up;
        }
        catch
        {
            await up.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Signals.Terminate(_process.Id);
        }

        try
        {
            await _process.WaitForExitAsync().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            _process.Kill(entireProcessTree: true);
            throw;
        }
        finally
        {
            _process.Dispose();
        }
    }
}
