using Xunit;

namespace Countersign.EndToEnd.Worlds;

/// <summary>One world for all tests of a class that do not disturb each other.</summary>
public sealed class WorldFixture : IAsyncLifetime
{
    internal World World { get; private set; } = null!;

    public async ValueTask InitializeAsync() => World = await World.StartAsync();

    public ValueTask DisposeAsync() => World.DisposeAsync();
}
