using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Shouldly;

namespace Countersign.EndToEnd.Worlds;

/// <summary>A running `countersign up`. Stop it, or kill it; what it wrote is kept.</summary>
internal sealed class UpProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _error = new();
    private readonly string _home;

    private UpProcess(Process process, string home)
    {
        _process = process;
        _home = home;
        process.ErrorDataReceived += (_, line) =>
        {
            lock (_error)
            {
                _error.Append(line.Data).Append('\n');
            }
        };
        process.BeginErrorReadLine();
    }

    public string Url { get; private set; } = "";

    /// <summary>The line it printed when it was ready.</summary>
    public string Output { get; private set; } = "";

    public int ProcessId => _process.Id;

    /// <summary>What it and its processes wrote so far.</summary>
    public string Error
    {
        get
        {
            lock (_error)
            {
                return _error.ToString();
            }
        }
    }

    /// <summary>Starts it and waits until it is ready.</summary>
    /// <exception cref="InvalidOperationException">It ended instead; with its words.</exception>
    public static async Task<UpProcess> StartAsync(Place place, string input, params IEnumerable<string> arguments)
    {
        var up = new UpProcess(Process.Start(CommandLine.Start(place, ["up", "--json", .. arguments]))!, place.Home);
        await up._process.StandardInput.WriteAsync(input);
        up._process.StandardInput.Close();
        if (await up._process.StandardOutput.ReadLineAsync().WaitAsync(Patience) is not { } line)
        {
            await up._process.WaitForExitAsync();
            throw new InvalidOperationException($"countersign up ended with status {up._process.ExitCode}: {up.Error}");
        }

        up.Output = line;
        up.Url = JsonNode.Parse(line)!["url"]!.GetValue<string>();
        return up;
    }

    /// <summary>The processes as they are now, by name.</summary>
    public IReadOnlyDictionary<string, int> ProcessIds() => JsonNode.Parse(File.ReadAllText(Path.Combine(_home, "run", "up.json")))!["pids"]!
        .AsObject().ToDictionary(static pair => pair.Key, static pair => pair.Value!.GetValue<int>(), StringComparer.Ordinal);

    /// <summary>Waits until something is true, as long as the process lives.</summary>
    public async Task UntilAsync(Func<Task<bool>> isTrue, string what)
    {
        var clock = Stopwatch.StartNew();
        while (!await isTrue())
        {
            _process.HasExited.ShouldBeFalse($"countersign up ended while {what} was waited for: {Error}");
            clock.Elapsed.ShouldBeLessThan(Patience, $"{what} did not come about: {Error}");
            await Task.Delay(50);
        }
    }

    /// <summary>Kills one of its processes and waits until another life of it is there.</summary>
    public async Task KillAsync(string name)
    {
        var before = ProcessIds()[name];
        Signals.Send(before, Signals.Kill);
        await UntilAsync(() => Task.FromResult(ProcessIds()[name] != before && Signals.IsAlive(ProcessIds()[name])), $"another {name}");
    }

    /// <summary>Asks it to stop, as systemd and people do.</summary>
    public async Task<int> StopAsync()
    {
        if (!_process.HasExited)
        {
            Signals.Send(_process.Id, Signals.Terminate);
            await WaitForExitAsync();
        }

        return _process.ExitCode;
    }

    /// <summary>As a power cut for it alone.</summary>
    public Task KillItselfAsync()
    {
        Signals.Send(_process.Id, Signals.Kill);
        return WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private async Task WaitForExitAsync()
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(Patience);
        }
        catch (TimeoutException tooLong)
        {
            throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"countersign up (process {_process.Id}) does not end: {Error}"), tooLong);
        }
    }
}
