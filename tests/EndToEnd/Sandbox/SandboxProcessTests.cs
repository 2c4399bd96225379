using System.Diagnostics;
using System.Globalization;
using Shouldly;
using Xunit;

namespace Countersign.EndToEnd.Sandbox;

public sealed class SandboxProcessTests
{
    [Fact]
    public async Task Starts_on_a_free_port_and_answers()
    {
        await using var sandbox = await SandboxProcess.StartAsync();
        using var client = new HttpClient();

        (await client.GetStringAsync(new Uri(sandbox.Url + "/api/v3/ping"))).ShouldBe("{}");
    }

    [Fact]
    public async Task Opens_an_account_and_a_key_for_it()
    {
        await using var sandbox = await SandboxProcess.StartAsync();
        await sandbox.Control.OpenAccountAsync("trader", ("USDT", "1000"));
        var key = await sandbox.Control.CreateHmacKeyAsync("trader", ips: ["127.0.0.1"], "enableSpotAndMarginTrading");

        key.ApiKey.Length.ShouldBe(64);
        key.Secret!.Length.ShouldBe(64);
        (await sandbox.Control.AccountAsync("trader")).Free("USDT").ShouldBe(1000m);
    }

    [Theory]
    [InlineData("0.0.0.0:0")]
    [InlineData("192.0.2.1:80")]
    public async Task Refuses_to_listen_off_loopback(string address)
    {
        using var process = Process.Start(new ProcessStartInfo(SandboxProcess.Executable, ["--listen", address])
        {
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;

        (await process.StandardError.ReadToEndAsync()).ShouldContain("the sandbox listens on loopback only");
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task Says_so_when_the_port_is_taken()
    {
        await using var first = await SandboxProcess.StartAsync();
        using var second = Process.Start(new ProcessStartInfo(SandboxProcess.Executable, ["--listen", new Uri(first.Url).Authority])
        {
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;

        (await second.StandardError.ReadToEndAsync()).ShouldContain("sandbox: error: cannot listen on");
        await second.WaitForExitAsync();
        second.ExitCode.ShouldBe(1);
    }

    [Theory]
    [InlineData("-TERM")]
    [InlineData("-INT")]
    public async Task Stops_cleanly_on_a_signal(string signal)
    {
        using var process = Process.Start(new ProcessStartInfo(SandboxProcess.Executable)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        (await process.StandardOutput.ReadLineAsync()).ShouldNotBeNull().ShouldContain("http://127.0.0.1:");

        using var kill = Process.Start("kill", [signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        try
        {
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        }
        catch (TimeoutException)
        {
            process.Kill();
            throw;
        }

        process.ExitCode.ShouldBe(0);
        (await process.StandardError.ReadToEndAsync()).ShouldBeEmpty();
    }
}
