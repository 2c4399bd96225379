using System.Diagnostics;
using Countersign.EndToEnd.Worlds;

namespace Countersign.EndToEnd.Clients;

/// <summary>A bot on a published client library that has traded and is still there, with all it knows in its memory.</summary>
internal sealed class ClientBot : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private ClientBot(Process process) => _process = process;

    public int ProcessId => _process.Id;

    /// <param name="world">Where it trades.</param>
    /// <param name="script">In tests/Clients; says `ready` when it has traded, and ends when its standard input does.</param>
    public static async Task<ClientBot> StartAsync(World world, string script)
    {
        var start = new ProcessStartInfo("node", [
            Path.Combine(Programs.Root, "tests", "Clients", script),
            "--base-url", world.Up.Url,
            "--api-key-file", world.Place.Write("bot-key", world.Bot.ApiKey),
            "--secret-file", world.Place.Write("bot-secret", world.Bot.Secret)])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        var bot = new ClientBot(Process.Start(start)!);
        var said = await bot._process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        return said == "ready"
            ? bot
            : throw new InvalidOperationException($"{script} did not trade: {said} {await bot._process.StandardError.ReadToEndAsync()}");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        _process.Dispose();
    }
}
