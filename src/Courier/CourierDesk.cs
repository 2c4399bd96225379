using Countersign.Channels;
using Countersign.Core.Frames;
using Countersign.Core.Names;
using Countersign.Courier.Calls;
using Countersign.Courier.Limits;
using Countersign.Courier.Links;
using Countersign.Courier.Market;
using Countersign.Courier.Orders;
using Countersign.Courier.Outcomes;
using Countersign.Courier.Settling;
using Countersign.Courier.Wire;

namespace Countersign.Courier;

/// <summary>Joins what the courier consists of, and takes the channels to gateway and signer as they come and go.</summary>
internal sealed class CourierDesk : IAsyncDisposable
{
    // A signer that ended is started again and linked within seconds.
    private static readonly TimeSpan _untilAbandoned = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource _abandoned = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeProvider _time;
    private readonly Peers _peers = new();
    private readonly ExchangeClient _signed;
    private readonly ExchangeClient _public;
    private readonly ExchangeClient _house;
    private readonly SignedCalls _signedCalls;
    private readonly PublicCalls _publicCalls;
    private readonly OutcomeInquiries _inquiries;
    private readonly OrderEnds _ends = new();
    private readonly HouseProbes _probes;
    private readonly Settlement _settlement;
    private readonly ClockKeeper _clock;
    private readonly MarketWatch _market;
    private Task _watching = Task.CompletedTask;

    public CourierDesk(Exchange exchange, TextWriter notices, TimeProvider time)
    {
        _time = time;
        var origins = new Origins(exchange);
        var limits = new HostLimits(time);

        // Connections of their own: bots that draw market data never make an order wait.
        _signed = new ExchangeClient(origins, limits, time, maxConnections: 128);
        _public = new ExchangeClient(origins, limits, time, maxConnections: 32);
        _house = new ExchangeClient(origins, limits, time, maxConnections: 4);

        var questions = new HouseQuestions(origins, _house, limits);
        _clock = new ClockKeeper(questions, _peers, new Notices(notices), time);
        _market = new MarketWatch(questions, _peers, time);
        _inquiries = new OutcomeInquiries(origins, _signed, limits, time);
        _signedCalls = new SignedCalls(origins, _signed, limits, new KeyStops(time), _inquiries, new CancelReplies(time), _clock);
        _publicCalls = new PublicCalls(origins, _public, limits);
        _probes = new HouseProbes(origins, _signed, limits, _ends);
        _settlement = new Settlement(time);
    }

    /// <summary>
    /// Completes when the signer's channel has ended and no new one came: it broke between two processes that live, and only a new life of
    /// this one is joined to all again.
    /// </summary>
    public Task Abandoned => _abandoned.Task;

    /// <summary>Starts to watch clock and market.</summary>
    public void Start() => _watching = Background.Run(() => Task.WhenAll(_clock.Run(_end.Token), _market.Run(_end.Token)));

    /// <summary>Takes a new channel; the one before it is read to its end, because a dead peer's last words still count.</summary>
    public void Link(Peer peer, uint generation, Channel channel)
    {
        switch (peer)
        {
            case Peer.Gateway:
                LinkGateway(channel);
                break;
            case Peer.Signer:
                LinkSigner(generation, channel);
                break;
            default:
                channel.Dispose();
                break;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watching;
        _signed.Dispose();
        _public.Dispose();
        _house.Dispose();
        _end.Dispose();
    }

    private void LinkGateway(Channel channel)
    {
        var gateway = new GatewayLink(channel);
        var reader = new GatewayReader(gateway, _publicCalls, _settlement);
        _peers.Gateway = gateway;
        ChannelReader.Start(channel, "gateway", (packet, _) =>
        {
            if (!reader.Take(packet))
            {
                gateway.Close();
            }
        }, channel.Dispose);
    }

    private void LinkSigner(uint generation, Channel channel)
    {
        var signer = new SignerLink(generation, channel);
        var reader = new SignerReader(signer, _peers, _signedCalls, _inquiries, _probes, _market, _ends);
        _peers.Signer = signer;
        _settlement.Linked(signer);
        ChannelReader.Start(channel, "signer", (packet, _) =>
        {
            if (!reader.Take(packet))
            {
                signer.Close();
            }
        }, () =>
        {
            signer.End();
            channel.Dispose();
            Background.Start(() => AwaitNext(signer));
        });
        _clock.Wake();
        Background.Start(() =>
        {
            _market.Tell(signer);
            return Task.CompletedTask;
        });
    }
    private async Task AwaitNext(SignerLink ended)
    {
        await Task.Delay(_untilAbandoned, _time);
        if (_peers.Signer == ended)
        {
            _abandoned.TrySetResult();
        }
    }
}
