using Countersign.Core.Frames;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Signer;

/// <summary>A gateway or a courier that somebody else controls.</summary>
public sealed class HostilePeerTests : IDisposable
{
    private readonly SignerWorld _world;
    private readonly TestBot _bot;

    public HostilePeerTests() => _world = SignerWorld.Trading(out _bot);

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Closes_a_gateway_that_sends_what_no_gateway_sends()
    {
        Hostile(peer => peer.SendRaw([1, 2, 3]));
        Hostile(peer => peer.Send(new Clock { OffsetMicroseconds = 0, RoundTripMicroseconds = 0 }));
        Hostile(peer => peer.Send(new Refused { Id = 1, Code = "x"u8, Sentence = "x"u8, RetryAfter = 0 }));
        Hostile(peer => peer.Send(new LoadRecord { Record = "CSSR"u8 }));
        Hostile(peer => peer.Send(default(Status)));
        Hostile(peer => peer.Send(new Revoke { Kind = 1, Owner = "self"u8, Name = "main"u8 }));
        Hostile(peer => peer.Send(new HouseAnswer { Id = 1, Status = 200, Body = "{}"u8 }));

        _world.LinkGateway(99);
        Works();

        void Hostile(Action<FakePeer> attack)
        {
            var peer = _world.LinkGateway(7);
            attack(peer);
            peer.ShouldEnd();
        }
    }

    [Fact]
    public void Closes_a_courier_that_sends_what_no_courier_sends()
    {
        Hostile(peer => peer.SendRaw([]));
        Hostile(peer => peer.Send(new OutcomeAsk { Id = 1 }));
        Hostile(peer => peer.Send(new NotReceived { Id = 1 }));
        Hostile(peer => peer.Send(new Unlock { Header = [], Checkpoint = default }));
        Hostile(peer => peer.Send(new Clock { OffsetMicroseconds = long.MaxValue, RoundTripMicroseconds = 0 }));
        Hostile(peer => peer.Send(new Clock { OffsetMicroseconds = long.MinValue, RoundTripMicroseconds = 0 }));

        _world.LinkCourier(99);
        _world.SyncCourier();
        Works();

        void Hostile(Action<FakePeer> attack)
        {
            var peer = _world.LinkCourier(7);
            attack(peer);
            peer.ShouldEnd();
        }
    }

    [Theory]
    [InlineData(3_155_759_999_999_999)]
    [InlineData(-3_155_759_999_999_999)]
    [InlineData(1_000_500)]
    public void Signs_nothing_by_an_absurd_clock(long microseconds)
    {
        _world.Courier.Send(new Clock { OffsetMicroseconds = microseconds, RoundTripMicroseconds = uint.MaxValue });
        _world.Until(status => Math.Abs(status.GetProperty("clockOffsetMs").GetDouble()) > 1000);

        _world.Call(_bot, "GET", "/api/v3/account").Word.ShouldBe("clock-apart");
    }

    [Fact]
    public void Takes_no_facts_that_nobody_asked_for()
    {
        _world.Courier.Send(new MarketFact { Symbol = [0xFF, 0xFE], Bid = 1, Ask = 2, Average = 1, BookAge = 0, AverageAge = 0 });
        _world.Courier.Send(new MarketFact { Symbol = [], Bid = -1, Ask = decimal.MinValue, Average = 1, BookAge = uint.MaxValue, AverageAge = 0 });
        _world.Courier.Send(new MarketFact { Symbol = new byte[60_000], Bid = 1, Ask = 2, Average = 1, BookAge = 0, AverageAge = 0 });
        _world.Market("PEPEUSDT", 1, 2, 1);

        Works();
    }

    [Fact]
    public void Signs_no_question_that_the_courier_makes_up()
    {
        for (ulong sequence = 0; sequence < 100; sequence++)
        {
            _world.Courier.Send(new OutcomeWanted { Id = ulong.MaxValue - sequence, Sequence = sequence * 1_000_000_007 });
            _world.Courier.Send(new HouseAnswer { Id = sequence, Status = 200, Body = "{\"enableWithdrawals\":false}"u8 });
        }

        _world.SyncCourier();
        Works();
        _world.Unexpected.ShouldBeEmpty();
    }

    // The signer is patient with it for five seconds, which the kernel measures.
    [Fact]
    [Trait("Speed", "Slow")]
    public void Does_not_wait_for_a_gateway_that_reads_no_refusals()
    {
        using var deaf = FakePeer.Deaf(out var theirs);
        _world.Link(Peer.Gateway, 7, theirs);
        var closed = false;
        for (ulong id = 0; id < 100_000 && !closed; id++)
        {
            try
            {
                deaf.Send(new BotCall { Id = id, Method = "GET"u8, Path = "/x"u8, Query = [], Body = [], ApiKey = [], TimeUnit = [], Source = [] });
            }
            catch (Countersign.Channels.ChannelClosedException)
            {
                closed = true;
            }
        }

        closed.ShouldBeTrue();
        Works();
    }

    [Fact]
    public void Keeps_a_gateway_that_is_behind_with_reading_refusals()
    {
        using var slow = FakePeer.Deaf(out var theirs);
        _world.Link(Peer.Gateway, 7, theirs);

        // Until the signer takes no more, because nobody has read what it refused. It is patient for seconds, and each look may cost a whole
        // time slice where others want the core: few looks.
        ulong sent = 0;
        for (var full = 0; full < 100;)
        {
            if (slow.TrySend(new BotCall { Id = sent + 1, Method = "GET"u8, Path = "/x"u8, Query = [], Body = [], ApiKey = [], TimeUnit = [], Source = [] }))
            {
                (sent, full) = (sent + 1, 0);
            }
            else
            {
                full++;
                Thread.Yield();
            }
        }

        var packet = new byte[Frame.MaxLength];
        using var nothing = new Countersign.Channels.ReceivedDescriptors();
        for (ulong id = 1; id <= sent; id++)
        {
            var length = slow.Receive(packet, nothing);
            Frame.TryRead<Refused>(packet.AsSpan(0, length), out var refused).ShouldBeTrue($"the channel ended after {id - 1} of {sent} refusals");
            refused.Id.ShouldBe(id);
        }

        Works();
    }

    [Fact]
    public void Serves_ids_and_fields_of_any_size()
    {
        var huge = new byte[60_000];
        huge.AsSpan().Fill((byte)'%');
        _world.Gateway.Send(new BotCall { Id = ulong.MaxValue, Method = huge, Path = [], Query = [], Body = [], ApiKey = [], TimeUnit = [], Source = [] });
        _world.Await(ulong.MaxValue).Word.ShouldBe("unknown-endpoint");
        _world.Gateway.Send(new BotCall { Id = ulong.MaxValue, Method = "GET"u8, Path = huge, Query = [], Body = [], ApiKey = [], TimeUnit = [], Source = [] });
        _world.Await(ulong.MaxValue).Word.ShouldBe("unknown-endpoint");
        _world.Gateway.Send(new BotCall { Id = 0, Method = "POST"u8, Path = "/api/v3/order"u8, Query = [], Body = huge, ApiKey = [], TimeUnit = [], Source = [] });
        _world.Await(0).Word.ShouldBe("request-too-long");
        _world.Gateway.Send(new BotCall { Id = 3, Method = "GET"u8, Path = "/api/v3/account"u8, Query = [], Body = [], ApiKey = [], TimeUnit = huge, Source = [] });
        _world.Await(3).Word.ShouldBe("illegal-characters");
        Works();
    }

    [Fact]
    public void Closes_what_it_is_handed_for_a_peer_it_has_none_of()
    {
        foreach (var peer in new[] { Peer.Supervisor, Peer.Signer })
        {
            using var ours = FakePeer.Deaf(out var theirs);
            _world.Link(peer, 1, theirs);
            using var nothing = new Countersign.Channels.ReceivedDescriptors();
            ours.Receive(new byte[Frame.MaxLength], nothing).ShouldBe(0);
        }

        Works();
    }

    private void Works() => _world.Call(_bot, "GET", "/api/v3/account").Word.ShouldBe("sent");
}
