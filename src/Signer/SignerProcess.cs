using System.Text;
using Countersign.Channels;
using Countersign.Confinement.Measures;
using Countersign.Core.Frames;
using Countersign.Core.Refusals;
using Countersign.Signer.Custody;
using Countersign.Signer.Custody.Tokens;
using Countersign.Signer.Enforcement;
using Countersign.Signer.Journal;
using Countersign.Signer.Links;
using Countersign.Signer.Loaded;
using Countersign.Signer.Market;
using Countersign.Signer.Operator;
using Countersign.Signer.Resting;

namespace Countersign.Signer;

/// <summary>The signer put together: who may say what to it, channel by channel.</summary>
internal sealed class SignerProcess
{
    // A century in microseconds: beyond it the arithmetic of dates ends, and so does the belief in the courier.
    private const decimal LongestOffset = 3_155_760_000_000_000;

    private readonly CourierLink _courier = new();
    private readonly Registry _registry = new();
    private readonly Recorder _recorder;
    private readonly SignedOrders _orders;
    private readonly SigningClock _clock;
    private readonly FactTable _facts;
    private readonly HouseRequests _house;
    private readonly Enforcer _enforcer;
    private readonly Administration _administration;
    private readonly SignerMemory _memory;
    private readonly TimeProvider _time;

    public SignerProcess(SignerSettings settings, TimeProvider time, PassphraseRoot derive)
    {
        var startMicroseconds = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        _time = time;
        _memory = SignerMemory.Open(settings.Folder, new JournalSettings(BootId.Read(), settings.IsStrict), time);
        _orders = new SignedOrders(time);
        _clock = new SigningClock(time);
        _facts = new FactTable(time);
        _recorder = new Recorder(_memory, settings.IsStrict);
        var lanes = new Lanes(_recorder.Sync);
        var replays = new ReplayGuard(time, startMicroseconds);
        _house = new HouseRequests(_registry, _courier, _clock, _recorder, lanes, settings.ReceiveWindow);
        _enforcer = new Enforcer(
            time, _registry, _clock, _facts, _courier, _orders, replays, _recorder, new RefusalRecorder(_recorder, time),
            new SigningDesk(_courier, replays, _orders, _recorder, settings.ReceiveWindow), lanes, settings.ReceiveWindow);
        var gate = new Lock();
        if (settings.SoftHsmConfiguration is { } configuration)
        {
            SoftHsm.Configure(configuration);
        }

        var tokens = new OpenTokens(settings.TokenModules, new RefusedPins(), time);
        var signingKeys = new SigningKeys(tokens);
        var unlocking = new Unlocking(time, derive, tokens, _memory, _enforcer, gate);
        var sealing = new KeySealing(time, unlocking, _memory);
        var opening = new KeyOpening(settings.Exchange, unlocking, _memory);
        _administration = new Administration(
            unlocking,
            new Loading(settings.Exchange, unlocking, _memory, signingKeys, _registry, _facts, _courier, _recorder),
            new KeyIssuing(unlocking, sealing, _memory),
            new TokenKeyIssuing(unlocking, sealing, _memory, tokens),
            new KeyActivation(time, settings.Exchange, opening, _memory, signingKeys, _registry, _house),
            new KeyLimiting(opening, _memory),
            new BotIssuing(time, unlocking, _memory),
            new StatusReport(settings.Exchange, unlocking, _memory, _registry, _recorder, _clock, _facts, _courier),
            gate);
    }

    /// <summary>Works until the supervisor ends.</summary>
    public void Run(Supervision supervision, ConfinementReport report)
    {
        var supervisor = new OperatorSession(supervision.Channel, _administration);
        using (new JournalTicker(_memory, _time, checkpoint => Report(supervision.Channel, checkpoint)))
        using (new RestingTimer(_recorder, _house, _courier, _time))
        {
            supervision.Ready(report.Write());
            supervision.Run(Linked, supervisor.Handle);
        }

        using (_memory)
        {
            End(_memory);
        }
    }

    private static void Report(Channel supervisor, ReadOnlyMemory<byte> checkpoint)
    {
        try
        {
            supervisor.Send(new JournalGrown { Checkpoint = checkpoint.Span });
        }
        catch (ChannelClosedException)
        {
            // The supervisor has ended, and so do we.
        }
    }

    private static void End(SignerMemory memory)
    {
        try
        {
            memory.End();
        }
        catch (JournalFailedException fault)
        {
            Console.Error.WriteLine("signer: error: " + fault.Message);
        }
    }

    private void Linked(Peer peer, uint generation, Channel channel)
    {
        switch (peer)
        {
            case Peer.Gateway:
                var gateway = new GatewayLink(channel, generation);
                ChannelReader.Start(channel, "gateway", (packet, _) => FromGateway(packet, gateway, channel), channel.Dispose, new AdaptiveSpin(TimeProvider.System));
                break;
            case Peer.Courier:
                TakeCourier(channel);
                break;
            case Peer.Operator:
                var session = new OperatorSession(channel, _administration);
                ChannelReader.Start(channel, "operator", session.Handle, channel.Dispose);
                break;
            default:
                channel.Dispose();
                break;
        }
    }

    private void TakeCourier(Channel channel)
    {
        _courier.Set(channel);
        ChannelReader.Start(channel, "courier", (packet, _) => FromCourier(packet, channel), () => _courier.Ended(channel));
        foreach (var symbol in _facts.Watched)
        {
            _ = _courier.TrySend(new WatchSymbol { Symbol = Encoding.UTF8.GetBytes(symbol) });
        }
    }

    private void FromGateway(ReadOnlySpan<byte> packet, GatewayLink gateway, Channel channel)
    {
        if (Frame.TryRead<BotCall>(packet, out var call))
        {
            _enforcer.SignIfAllowed(call, gateway);
        }
        else if (Frame.TryRead<OutcomeAsk>(packet, out var ask))
        {
            var id = ask.Id;
            if (_orders.FindToAsk(gateway.Generation, id) is { } order)
            {
                _house.AskOutcomeOfNextCourier(order, refusal => gateway.Refuse(id, refusal with { Kind = RefusalKind.OutcomeUnknown }));
            }
            else
            {
                gateway.Refuse(id, new Refusal(RefusalKind.OutcomeUnknown, "the exchange cannot be asked what became of this call"));
            }
        }
        else
        {
            channel.Close();
        }
    }

    private void FromCourier(ReadOnlySpan<byte> packet, Channel channel)
    {
        if (Frame.TryRead<MarketFact>(packet, out var fact))
        {
            _facts.Take(fact);
        }
        else if (Frame.TryRead<Clock>(packet, out var clock) && Math.Abs((decimal)clock.OffsetMicroseconds) < LongestOffset)
        {
            _clock.Set(TimeSpan.FromMicroseconds(clock.OffsetMicroseconds));
        }
        else if (Frame.TryRead<OutcomeWanted>(packet, out var wanted))
        {
            // An order that is forgotten, or a clock that is wrong: the courier waits in vain, and says that the outcome is unknown.
            if (_orders.FindToAsk(wanted.Sequence) is { } order)
            {
                _house.AskOutcome(order, static _ => { });
            }
        }
        else if (Frame.TryRead<OrderEnd>(packet, out var end) && end.Status.Length <= OrderEnd.MaxStatus)
        {
            _recorder.End(end);
        }
        else if (Frame.TryRead<HouseAnswer>(packet, out var answer))
        {
            _house.Answered(answer);
        }
        else
        {
            channel.Close();
        }
    }
}
