using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Countersign.Channels;
using Countersign.Confinement.Measures;
using Countersign.Core.Frames;
using Countersign.Core.Names;
using Countersign.Core.Records;
using Countersign.Signer;
using Countersign.Signer.Journal;
using Countersign.Unit.Custody;
using Shouldly;

namespace Countersign.Unit.Signer;

/// <summary>
/// A whole signer in this process, between a supervisor, a gateway and a courier that the test plays, on a clock that the test moves.
/// </summary>
internal sealed class SignerWorld : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<FakePeer> _peers = [];
    private readonly List<byte[]> _aside = [];
    private readonly BlockingCollection<Packet> _heard = [];
    private readonly BlockingCollection<Packet> _told = [];
    private readonly FakePeer _supervisor;
    private readonly Thread _process;
    private int _files;
    private int _clockMarks;
    private ulong _ids;

    /// <summary>A signer with the journal of its vault, locked and alone.</summary>
    public SignerWorld(TestVault? vault = null, Exchange? exchange = null, bool withJournal = true, Action<string>? beforeStart = null)
    {
        Vault = vault ?? TestVault.Shared;
        Directory.CreateDirectory(JournalFolder);
        if (withJournal)
        {
            using var memory = SignerMemory.Open(JournalFolder, new JournalSettings(new byte[BootId.Length], IsStrict: false), Time);
            memory.TryCreate(Vault.Lock, out var reason).ShouldBeTrue(reason);
            FirstCheckpoint = memory.Checkpoint.ToArray();
            memory.End();
        }

        beforeStart?.Invoke(JournalFolder);

        _supervisor = Play(_told, out var control);
        var number = control.Number;
        control.SetHandleAsInvalid();
        var process = new SignerProcess(new SignerSettings(JournalFolder, exchange ?? TestVault.Exchange, ReceiveWindow: 1000), Time, RememberedRoots.Derive);
        _process = new Thread(() =>
        {
            using var supervision = Supervision.Take(number);
            process.Run(supervision, new ConfinementReport([]));
        });
        _process.Start();
        Take(_told).Bytes[1].ShouldBe((byte)FrameType.Ready);

        // Past the second in which a life before this one may have signed ahead.
        Time.Advance(TimeSpan.FromSeconds(10));
    }

    public TestVault Vault { get; }

    public ManualTime Time { get; } = new();

    public string JournalFolder => _folder.File("journal");

    /// <summary>What the vault has seen of the journal when it was made.</summary>
    public byte[] FirstCheckpoint { get; } = [];

    public FakePeer Gateway { get; private set; } = null!;

    public FakePeer Courier { get; private set; } = null!;

    /// <summary>Milliseconds of the clock, as a bot stamps.</summary>
    public long Now => Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Unlocked, with gateway, courier, clock and market facts, a key of the type and a bot that trades with it.</summary>
    public static SignerWorld Trading(out TestBot bot, out TestKey key, ExchangeKeyType type = ExchangeKeyType.Ed25519)
    {
        var world = Open();
        key = world.Vault.Key("main", type);
        bot = world.Vault.Bot("grid", "main");
        world.Load(key.Record).ShouldBeDone();
        world.Load(bot.Record).ShouldBeDone();
        world.Market("BTCUSDT", 49_990m, 50_010m, 50_000m);
        return world;
    }

    /// <inheritdoc cref="Trading(out TestBot, out TestKey, ExchangeKeyType)"/>
    public static SignerWorld Trading(out TestBot bot) => Trading(out bot, out _);

    /// <summary>Unlocked, with gateway, courier and clock, and nothing loaded.</summary>
    public static SignerWorld Open(TestVault? vault = null, Exchange? exchange = null)
    {
        var world = new SignerWorld(vault, exchange);
        world.Unlock().ShouldBeDone();
        world.LinkGateway(1);
        world.LinkCourier(1);
        world.SyncCourier();
        return world;
    }

    // The supervisor and other operators.

    public Told Unlock(string passphrase = TestVault.Passphrase, byte[]? seen = null)
    {
        Operate(new LoadDataKey { DataKey = Vault.DataKey }).ShouldBeDone();
        return Operate(new Unlock { Header = Vault.Header, Checkpoint = seen }, passphrase);
    }

    public Told Load(byte[] record) => Operate(new LoadRecord { Record = record });

    public Told Revoke(RecordKind kind, string name) =>
        Operate(new Revoke { Kind = (byte)kind, Owner = Encoding.ASCII.GetBytes(Vault.Owner.Value), Name = Encoding.ASCII.GetBytes(name) });

    /// <summary>Asks as the supervisor does; each secret travels as the descriptor of a file.</summary>
    public Told Operate<TFrame>(scoped in TFrame frame, params ReadOnlySpan<string> secrets)
        where TFrame : IFrame<TFrame>, allows ref struct
    {
        Begin(in frame, secrets);
        return Answer();
    }

    /// <summary>Asks without waiting for the answer.</summary>
    public void Begin<TFrame>(scoped in TFrame frame, params ReadOnlySpan<string> secrets)
        where TFrame : IFrame<TFrame>, allows ref struct
    {
        var descriptors = new Descriptor[secrets.Length];
        for (var i = 0; i < secrets.Length; i++)
        {
            var path = _folder.File($"secret-{_files++}");
            File.WriteAllText(path, secrets[i]);
            descriptors[i] = Descriptor.OpenForReading(path);
        }

        _supervisor.Send(in frame, descriptors);
        foreach (var descriptor in descriptors)
        {
            descriptor.Dispose();
        }
    }

    /// <summary>Asks with a descriptor of the test's own.</summary>
    public void BeginWith<TFrame>(scoped in TFrame frame, Descriptor descriptor)
        where TFrame : IFrame<TFrame>, allows ref struct => _supervisor.Send(in frame, descriptor);

    public Told Answer()
    {
        while (true)
        {
            // What the supervisor is told of the journal meanwhile is no answer.
            var packet = Take(_told).Bytes;
            if (Frame.TypeOf(packet) != FrameType.JournalGrown)
            {
                return Told.From(packet);
            }
        }
    }

    /// <summary>A command's own channel, as the supervisor hands it over.</summary>
    public FakePeer LinkOperator(BlockingCollection<Packet> told) => Link(Peer.Operator, 0, told);

    public JsonElement Status() => JsonDocument.Parse(Operate(default(Status)).ShouldBeDone().First).RootElement;

    public FakePeer LinkGateway(uint generation) => Gateway = Link(Peer.Gateway, generation, _heard);

    public FakePeer LinkCourier(uint generation) => Courier = Link(Peer.Courier, generation, _heard);

    /// <summary>A channel to a peer that the test keeps whole.</summary>
    public void Link(Peer peer, uint generation, Descriptor theirs)
    {
        _supervisor.Send(new Link { Peer = peer, Generation = generation }, theirs);
        theirs.Dispose();
    }

    // The courier.

    public void Market(string symbol, decimal bid, decimal ask, decimal average, uint bookAge = 0, uint averageAge = 0)
    {
        Courier.Send(new MarketFact
        {
            Symbol = Encoding.UTF8.GetBytes(symbol),
            Bid = bid,
            Ask = ask,
            Average = average,
            BookAge = bookAge,
            AverageAge = averageAge,
        });
        SyncCourier();
    }

    /// <summary>Tells the clock, and waits until the signer has taken all that the courier sent before.</summary>
    public void SyncCourier(TimeSpan offset = default)
    {
        var mark = offset + TimeSpan.FromMicroseconds(++_clockMarks % 500);
        Courier.Send(new Clock { OffsetMicroseconds = (long)mark.TotalMicroseconds, RoundTripMicroseconds = 100 });
        Until(status => status.GetProperty("clockOffsetMs") is { ValueKind: JsonValueKind.Number } measured
            && measured.GetDouble() == Math.Round(mark.TotalMilliseconds, 3));
    }

    /// <summary>The courier ends, and the signer has seen it.</summary>
    public void EndCourier()
    {
        Courier.Dispose();
        Until(status => !status.GetProperty("courier").GetBoolean());
    }

    /// <summary>The next house request.</summary>
    public HouseQuestion NextQuestion()
    {
        while (true)
        {
            if (Frame.TryRead<HouseCall>(Next(), out var call))
            {
                return HouseQuestion.From(call);
            }
        }
    }

    /// <summary>Asks for the status until it is so.</summary>
    public void Until(Predicate<JsonElement> holds)
    {
        var waiting = Stopwatch.StartNew();
        while (!holds(Status()))
        {
            waiting.Elapsed.ShouldBeLessThan(Patience.Limit, "the signer's status does not become what it should");
        }
    }

    public void AnswerProbe(HouseQuestion probe, ushort status, string body) =>
        Courier.Send(new HouseAnswer { Id = probe.Id, Status = status, Body = Encoding.UTF8.GetBytes(body) });

    /// <summary>What came to courier and gateway and was neither waited for nor told to watch a symbol.</summary>
    public IReadOnlyList<byte[]> Unexpected => [.. _aside.Where(packet => Frame.TypeOf(packet) != FrameType.WatchSymbol)];

    // The gateway and its bots.

    /// <summary>A request that the bot stamps now and signs.</summary>
    public Verdict Call(TestBot bot, string method, string path, string parameters = "", string timeUnit = "") =>
        Ask(bot, method, path, bot.Signed($"{parameters}{(parameters.Length > 0 ? "&" : "")}timestamp={Now}"), timeUnit: timeUnit);

    /// <summary>An order that the bot stamps now and signs.</summary>
    public Verdict Order(TestBot bot, string parameters) => Call(bot, "POST", "/api/v3/order", parameters);

    /// <summary>Any bytes as query and body.</summary>
    public Verdict Ask(TestBot bot, string method, string path, string query, string body = "", string timeUnit = "")
    {
        var id = ++_ids;
        Gateway.Send(new BotCall
        {
            Id = id,
            Method = Bytes(method),
            Path = Bytes(path),
            Query = Bytes(query),
            Body = Bytes(body),
            ApiKey = Bytes(bot.ApiKey),
            TimeUnit = Bytes(timeUnit),
            Source = "127.0.0.1"u8,
        });
        return Await(id);
    }

    /// <summary>Asks after a call's outcome and gives the refusal; null when a question went to the courier instead.</summary>
    public Verdict? AskOutcome(FakePeer gateway, ulong id, out HouseQuestion? question)
    {
        gateway.Send(new OutcomeAsk { Id = id });
        while (true)
        {
            var packet = Next();
            if (Frame.TryRead<HouseCall>(packet, out var call))
            {
                question = HouseQuestion.From(call);
                return null;
            }

            if (Read(packet, id) is { } verdict)
            {
                question = null;
                return verdict;
            }

            _aside.Add(packet);
        }
    }

    /// <summary>The fate of a call of this id.</summary>
    public Verdict Await(ulong id)
    {
        while (true)
        {
            var packet = Next();
            if (Read(packet, id) is { } verdict)
            {
                return verdict;
            }

            _aside.Add(packet);
        }
    }

    public void Dispose()
    {
        foreach (var peer in _peers)
        {
            peer.Dispose();
        }

        _supervisor.Dispose();
        _process.Join();
        _heard.Dispose();
        _told.Dispose();
        _folder.Dispose();
    }

    public static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    private static Verdict? Read(byte[] packet, ulong id)
    {
        if (Frame.TryRead<Refused>(packet, out var refused) && refused.Id == id)
        {
            return new Verdict(Encoding.ASCII.GetString(refused.Code), Encoding.UTF8.GetString(refused.Sentence), refused.RetryAfter);
        }

        if (Frame.TryRead<SignedCall>(packet, out var call) && call.Id == id)
        {
            return new Verdict(Code: null, Sent: SentCall.From(call));
        }

        return Frame.TryRead<RepeatCall>(packet, out var repeat) && repeat.Id == id ? new Verdict(Code: null, Repeats: repeat.Sequence) : null;
    }

    private static Packet Take(BlockingCollection<Packet> packets) =>
        packets.TryTake(out var packet, Patience.Limit) ? packet : throw new TimeoutException("the signer said nothing");

    private byte[] Next() => Take(_heard).Bytes;

    private FakePeer Link(Peer peer, uint generation, BlockingCollection<Packet> received)
    {
        var played = Play(received, out var theirs);
        Link(peer, generation, theirs);
        return played;
    }

    private FakePeer Play(BlockingCollection<Packet> received, out Descriptor theirs)
    {
        var peer = new FakePeer(received, out theirs);
        _peers.Add(peer);
        return peer;
    }
}
