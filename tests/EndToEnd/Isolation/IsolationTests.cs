using Countersign.EndToEnd.Worlds;
using Shouldly;
using Xunit;

namespace Countersign.EndToEnd.Isolation;

/// <summary>Who talks to whom, and who has which file: the table of docs/architecture.md, as the kernel sees it under load.</summary>
public sealed class IsolationTests
{
    [Fact]
    public async Task Each_process_reaches_what_it_has_to_and_nothing_else()
    {
        await using var world = await World.StartAsync();
        await using var bot = await Clients.ClientBot.StartAsync(world, "bot.mjs");
        var ids = world.Up.ProcessIds();
        var port = new Uri(world.Up.Url).Port;

        OpenSockets.Of(ids["signer"]).ShouldBeEmpty("the signer has no network");
        OpenSockets.Of(ids["supervisor"]).ShouldBeEmpty("nor has the supervisor");
        var gateway = OpenSockets.Of(ids["gateway"]);
        gateway.ShouldContain(socket => socket.IsListening);
        gateway.ShouldAllBe(socket => socket.LocalPort == port, "the gateway listens, and has no way out");
        var courier = OpenSockets.Of(ids["courier"]);
        courier.ShouldNotBeEmpty();
        courier.ShouldAllBe(socket => !socket.IsListening, "the courier listens to nobody");

        OpenSockets.Files(ids["gateway"]).ShouldAllBe(file => !file.StartsWith(world.Place.Folder));
        OpenSockets.Files(ids["courier"]).ShouldAllBe(file => !file.StartsWith(world.Place.Folder));
        OpenSockets.Files(ids["signer"]).ShouldAllBe(
            file => !file.StartsWith(world.Place.Folder) || file.StartsWith(Path.Combine(world.Place.Home, "journal")));
    }
}
