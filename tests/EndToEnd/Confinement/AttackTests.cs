using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Countersign.EndToEnd.Worlds;
using Shouldly;
using Xunit;

namespace Countersign.EndToEnd.Confinement;

/// <summary>
/// Code of an attacker that runs inside: each attack works in a process that is not confined, and not in one that is. The system calls are made
/// for real, on x86-64.
/// </summary>
public sealed class AttackTests : IDisposable
{
    private readonly Place _place = new();
    private readonly Process _victim = Process.Start("sleep", "600")!;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public AttackTests()
    {
        _listener.Start();
        Directory.CreateDirectory(SignerFolder);
    }

    private string SignerFolder => Path.Combine(_place.Home, "signer");

    private string Port => ((IPEndPoint)_listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

    private string Victim => _victim.Id.ToString(CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("tcp-connect", "EPERM", "EPERM", "done")]
    [InlineData("tcp-fast-open", "EPERM", "EPERM", "EPERM")]
    [InlineData("tcp-listen", "EPERM", "EACCES", "EPERM")]
    [InlineData("udp-send", "EPERM", "EPERM", "EPERM")]
    [InlineData("unix-socket", "EPERM", "EPERM", "EPERM")]
    [InlineData("start-program", "EPERM", "EPERM", "EPERM")]
    [InlineData("execute", "killed", "killed", "killed", "gone")]
    [InlineData("fork", "EPERM", "EPERM", "EPERM")]
    [InlineData("read-file", "EACCES", "EACCES", "EACCES")]
    [InlineData("read-memory", "EACCES", "EACCES", "EACCES")]
    [InlineData("write-file", "EACCES", "EACCES", "EACCES")]
    [InlineData("list-folder", "EACCES", "EACCES", "EACCES")]
    [InlineData("load-library", "EACCES", "EACCES", "EACCES")]
    [InlineData("trace", "killed", "killed", "killed")]
    [InlineData("read-process", "killed", "killed", "killed")]
    [InlineData("signal", "EPERM", "EPERM", "EPERM")]
    [InlineData("memory-file", "EPERM", "EPERM", "EPERM")]
    [InlineData("io-uring", "killed", "killed", "killed")]
    [InlineData("keys", "killed", "killed", "killed")]
    [InlineData("unshare", "killed", "killed", "killed")]
    [InlineData("allow-dumps", "EPERM", "EPERM", "EPERM")]
    [InlineData("allow-core", "EPERM", "EPERM", "EPERM")]
    public async Task Attacks_from_inside_work_unless_confined(string attack, string signer, string gateway, string courier, string unconfined = "done")
    {
        var argument = ArgumentOf(attack);
        (await Attacker.RunAsync("none", attack, argument)).ShouldBe(unconfined);
        File.Delete(Path.Combine(_place.Folder, "written"));

        (await Attacker.RunAsync("signer", attack, argument, SignerFolder)).ShouldBe(signer);
        (await Attacker.RunAsync("gateway", attack, argument, "8780")).ShouldBe(gateway);
        (await Attacker.RunAsync("courier", attack, argument)).ShouldBe(courier);
        File.Exists(Path.Combine(_place.Folder, "written")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("signer", "done", "done")]
    [InlineData("gateway", "EACCES", "EACCES")]
    [InlineData("courier", "EACCES", "EACCES")]
    public async Task Only_the_signer_uses_the_signers_folder(string profile, string write, string list)
    {
        var more = profile switch { "signer" => SignerFolder, _ => "8780" };
        (await Attacker.RunAsync(profile, "write-file", Path.Combine(SignerFolder, "state"), more)).ShouldBe(write);
        (await Attacker.RunAsync(profile, "list-folder", SignerFolder, more)).ShouldBe(list);
    }

    [Fact]
    public async Task Attacks_inside_the_signer_itself_fail_and_end_it()
    {
        await using var world = await World.StartAsync(probed: true);
        var vault = Path.Combine(world.Place.Home, "vault.db");
        await SignerAttackAsync(world, $"attack read-file {vault}", "read-file: EACCES");
        await SignerAttackAsync(world, $"attack tcp-connect {Port}", "tcp-connect: EPERM");

        // 159: SIGSYS, at the call that starts a program.
        await SignerAttackAsync(world, "attack execute -", "the signer ended with status 159");
        await world.UntilTradingAsync();
    }

    public void Dispose()
    {
        _victim.Kill();
        _victim.Dispose();
        _listener.Dispose();
        _place.Dispose();
    }

    private static async Task SignerAttackAsync(World world, string order, string expected)
    {
        world.Place.OrderSigner(order);
        Signals.Send(world.Up.ProcessIds()["signer"], Signals.Kill);
        await world.Up.UntilAsync(() => Task.FromResult(world.Up.Error.Contains(expected, StringComparison.Ordinal)), expected);
    }

    private string ArgumentOf(string attack) => attack switch
    {
        "tcp-connect" or "tcp-fast-open" or "udp-send" => Port,
        "trace" or "signal" => Victim,
        "read-memory" => $"/proc/{Victim}/mem",
        "read-process" => $"{Victim}:{File.ReadLines($"/proc/{Victim}/maps").First().Split('-')[0]}",
        "read-file" => "/etc/passwd",
        "list-folder" => _place.Folder,
        "write-file" => Path.Combine(_place.Folder, "written"),
        "load-library" => CopyOfLibrary(),
        _ => "-",
    };

    private string CopyOfLibrary()
    {
        var copy = Path.Combine(_place.Folder, "evil.so");
        File.Copy("/lib/x86_64-linux-gnu/libm.so.6", copy);
        return copy;
    }
}
