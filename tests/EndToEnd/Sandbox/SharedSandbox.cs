using Xunit;

namespace Countersign.EndToEnd.Sandbox;

/// <summary>One sandbox for all tests of a class that leave it as they found it.</summary>
public sealed class SharedSandbox : IAsyncLifetime
{
    internal SandboxWorld World { get; private set; } = null!;

    public async ValueTask InitializeAsync() => World = await SandboxWorld.StartAsync();

    public ValueTask DisposeAsync() => World.DisposeAsync();
}
