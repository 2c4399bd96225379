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
}
