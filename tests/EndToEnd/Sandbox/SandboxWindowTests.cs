using Shouldly;
using Xunit;

namespace Countersign.EndToEnd.Sandbox;

/// <summary>When a signed request is too old, too early, or asks for too wide a window.</summary>
public sealed class SandboxWindowTests(SharedSandbox shared) : IClassFixture<SharedSandbox>
{
    [Theory]
    [InlineData(-1000, "", 0)]
    [InlineData(-6000, "", -1021)]
    [InlineData(-6000, "recvWindow=60000", 0)]
    [InlineData(-3000, "recvWindow=2000.5", -1021)]
    [InlineData(700, "", 0)]
    [InlineData(30000, "", -1021)]
    [InlineData(0, "recvWindow=60001", -1102)]
    [InlineData(0, "recvWindow=abc", -1100)]
    public async Task Accepts_a_timestamp_only_inside_its_window(long offset, string window, int code)
    {
        (await shared.World.Client.SignedAsync(HttpMethod.Get, "/api/v3/account", window, offset)).Code.ShouldBe(code);
    }
}
