using Countersign.Channels;
using Countersign.Core.Frames;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Channels;

public sealed class ChannelTests
{
    [Fact]
    public void Carries_a_frame_and_a_descriptor()
    {
        var (one, other) = Channel.Pair();
        using var left = new Channel(one);
        using var right = new Channel(other);
        var (passed, kept) = Channel.Pair();
        using var keptChannel = new Channel(kept);

        left.Send(new Link { Peer = Peer.Courier, Generation = 1 }, passed);
        passed.Dispose();

        var buffer = new byte[Frame.MaxLength];
        using var descriptors = new ReceivedDescriptors();
        var length = right.Receive(buffer, descriptors);
        Frame.TryRead<Link>(buffer.AsSpan(0, length), out var link).ShouldBeTrue();
        link.Peer.ShouldBe(Peer.Courier);

        using var arrived = new Channel(descriptors.Take().ShouldNotBeNull());
        arrived.Send(new Settle { Id = 7, Generation = 1 });
        using var none = new ReceivedDescriptors();
        length = keptChannel.Receive(buffer, none);
        Frame.TryRead<Settle>(buffer.AsSpan(0, length), out var settle).ShouldBeTrue();
        settle.Id.ShouldBe(7UL);
    }

    [Fact]
    public void Reads_zero_when_the_peer_has_ended_and_refuses_to_send()
    {
        var (one, other) = Channel.Pair();
        using var left = new Channel(one);
        new Channel(other).Dispose();

        left.Receive(new byte[Frame.MaxLength], new ReceivedDescriptors()).ShouldBe(0);
        Should.Throw<ChannelClosedException>(() => left.Send(new Settle { Id = 1, Generation = 1 }));
    }

    [Fact]
    public void A_full_queue_is_said_and_not_waited_for()
    {
        var (one, other) = Channel.Pair();
        using var left = new Channel(one);
        using var right = new Channel(other);
        var sent = 0;
        while (left.TrySend(new PublicCall { Id = 1, Endpoint = 1, Query = new byte[1000], AcceptEncoding = [], TimeUnit = [] }))
        {
            (++sent).ShouldBeLessThan(100_000);
        }

        left.LimitSendTime(TimeSpan.FromMilliseconds(20));
        Should.Throw<ChannelClosedException>(() => left.Send(new Settle { Id = 1, Generation = 1 }));
        sent.ShouldBeGreaterThan(10);
    }

    [Fact]
    public void Knows_who_connected()
    {
        var (one, other) = Channel.Pair();
        using var left = new Channel(one);
        using var right = new Channel(other);
        left.ReadPeer().ProcessId.ShouldBe(Environment.ProcessId);
    }

    [Fact]
    public void Reading_a_channel_that_this_side_has_disposed_is_its_end_and_no_fault()
    {
        var (one, other) = Channel.Pair();
        using var right = new Channel(other);
        var left = new Channel(one);
        left.Dispose();
        left.Receive(new byte[Frame.MaxLength], new ReceivedDescriptors()).ShouldBe(0);
    }

    [Fact]
    public void Whoever_works_on_a_packet_can_see_that_its_sender_is_gone()
    {
        var (one, other) = Channel.Pair();
        using var right = new Channel(other);
        using var descriptors = new ReceivedDescriptors();
        using (var left = new Channel(one))
        {
            left.Send(new Settle { Id = 1, Generation = 1 });
            right.Receive(new byte[Frame.MaxLength], descriptors);
            descriptors.IsSenderGone.ShouldBeFalse();
        }

        descriptors.IsSenderGone.ShouldBeTrue();
    }
}
