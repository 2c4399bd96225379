using Countersign.Channels;
using Countersign.Core.Frames;
using Countersign.Core.Names;
using Countersign.Gateway;
using Shouldly;

namespace Countersign.Unit.Gateway;

/// <summary>The gateway itself, listening on a free port, between a signer and a courier that the test plays.</summary>
internal sealed class GatewayWorld : IAsyncDisposable
{
    private readonly GatewayServer _server;
    private readonly List<FakePeer> _peers = [];

    private GatewayWorld(GatewayServer server) => _server = server;

    /// <summary>Signer and courier of the first generation.</summary>
    internal FakePeer Signer => _peers[0];

    internal FakePeer Courier => _peers[1];

    /// <summary>As it stands in the gateway's Ready.</summary>
    internal string Url { get; private set; } = "";

    internal Task Abandoned => _server.Abandoned;

    internal int CallsUnderWay => _server.CallsUnderWay;

    internal static Task<GatewayWorld> StartAsync(TimeProvider? time = null, Exchange? exchange = null, bool linked = true)
    {
        string[] arguments = ["--control", "3", "--listen", "127.0.0.1:0", "--exchange", exchange?.Value ?? "http://127.0.0.1:1"];
        GatewayOptions.TryParse(arguments, out var options, out var problem).ShouldBeTrue(problem);
        return StartAsync(options!, time, linked);
    }

    internal static async Task<GatewayWorld> StartAsync(GatewayOptions options, TimeProvider? time = null, bool linked = true)
    {
        var world = new GatewayWorld(new GatewayServer(options, time ?? TimeProvider.System));
        if (linked)
        {
            world.Link(Peer.Signer, 1);
            world.Link(Peer.Courier, 1);
        }

        world.Url = await world._server.StartAsync();
        return world;
    }

    /// <summary>A new life of a peer begins.</summary>
    internal FakePeer Link(Peer peer, uint generation)
    {
        var (ours, theirs) = Channel.Pair();
        var fake = new FakePeer(theirs);
        _peers.Add(fake);
        _server.Link(peer, generation, new Channel(ours));
        return fake;
    }

    /// <summary>The same over a channel that the test keeps the other end of.</summary>
    internal void Link(Peer peer, uint generation, Channel channel) => _server.Link(peer, generation, channel);

    internal RawBot Connect() => new(new Uri(Url).Port);

    /// <summary>Waits until no call is under way.</summary>
    internal void ShouldBecomeQuiet() => SpinWait.SpinUntil(() => _server.CallsUnderWay == 0, Patience.Limit).ShouldBeTrue();

    public async ValueTask DisposeAsync()
    {
        foreach (var peer in _peers)
        {
            peer.Dispose();
        }

        await _server.StopAsync();
        await _server.DisposeAsync();
    }
}
