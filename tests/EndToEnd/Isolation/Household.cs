using System.Diagnostics;
using Countersign.EndToEnd.Worlds;
using Shouldly;

namespace Countersign.EndToEnd.Isolation;

/// <summary>
/// An unlocked `up` with a key and without an exchange, and beside it a plain .NET process of the same user: what an attack does to it,
/// it does to any process that is not confined.
/// </summary>
internal sealed class Household : IAsyncDisposable
{
    private readonly List<Process> _plain = [];

    private Household(Place place, string? owner) => (Place, Owner) = (place, owner);

    public Place Place { get; }

    /// <summary>Who runs `up`; null for the user of the tests.</summary>
    public string? Owner { get; }

    public UpProcess Up { get; private set; } = null!;

    public string PassphraseFile { get; private set; } = "";

    /// <summary>As a person runs it: without any right of root.</summary>
    public static Task<Household> OfPersonAsync() => StartAsync(Environment.IsPrivilegedProcess ? OtherUser.Person : null);

    /// <summary>As root runs it on a server, each process with a user of its own. Only where the tests run as root.</summary>
    public static Task<Household> OfServerAsync() => StartAsync(null, "--users", OtherUser.OfProcesses);

    /// <summary>A process of the sandbox, which is not confined, as a user.</summary>
    public async Task<int> StartPlainAsync(string? user)
    {
        var process = Process.Start(OtherUser.Start(user, EndToEnd.Sandbox.SandboxProcess.Executable, "--listen", "127.0.0.1:0", "--json", "--stop-with-stdin"))!;
        _plain.Add(process);
        (await process.StandardOutput.ReadLineAsync()).ShouldNotBeNull(await ErrorOf(process));
        return process.Id;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _plain)
        {
            process.Kill();
            process.Dispose();
        }

        if (Up is not null)
        {
            await Up.StopAsync();
            Up.Dispose();
        }

        Place.Dispose();
    }

    private static async Task<Household> StartAsync(string? owner, params string[] users)
    {
        var household = new Household(new Place { User = owner }, owner);
        await household.SetUpAsync(users);
        return household;
    }

    private async Task SetUpAsync(string[] users)
    {
        PassphraseFile = Place.Write("passphrase", "a passphrase for a test\n");
        File.SetUnixFileMode(Place.Folder, File.GetUnixFileMode(Place.Folder) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        Place.GiveToUser();
        (await RunAsync(["init", "--kdf-memory", "64", .. users])).Succeeded();
        (await RunAsync(["key", "generate", "main", .. users])).Succeeded();
        Up = await UpProcess.StartAsync(
            Place, "", ["--listen", "127.0.0.1:0", "--exchange", "http://127.0.0.1:9", "--passphrase-file", PassphraseFile, .. users]);
    }

    private Task<CommandResult> RunAsync(params string[] arguments) =>
        CommandLine.RunAsync(CommandLine.Start(Place, [.. arguments, "--passphrase-file", PassphraseFile]));

    private static async Task<string> ErrorOf(Process process) => process.HasExited ? await process.StandardError.ReadToEndAsync() : "";
}
