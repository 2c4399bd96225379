using Shouldly;
using Xunit;

namespace Countersign.EndToEnd.Sandbox;

/// <summary>The published client libraries trade on the sandbox itself, so that the sandbox is known to be good.</summary>
public sealed class SandboxDirectTests
{
    [Theory]
    [InlineData("ccxt.mjs")]
    [InlineData("spot.mjs")]
    public async Task A_published_client_library_makes_the_whole_tour(string script)
    {
        await using var world = await SandboxWorld.StartAsync();

        var (exitCode, output) = await ClientScript.RunAsync(script, world.Exchange.Url, world.Key.ApiKey, world.Key.Secret!);

        exitCode.ShouldBe(0, output);
        output.Split('\n').Count(static line => line.StartsWith("ok ", StringComparison.Ordinal)).ShouldBeGreaterThan(20);
    }
}
