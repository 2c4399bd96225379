using System.Collections.Concurrent;
using Countersign.Channels;
using Countersign.Core.Frames;
using Shouldly;

namespace Countersign.Unit.Signer;

/// <summary>The other end of one of the signer's channels, played by a test.</summary>
internal sealed class FakePeer : IDisposable
{
    private readonly Channel _channel;
    private readonly Thread _reader;
    private readonly ManualResetEventSlim _ended = new();

    /// <summary>Makes a pair; the signer's end is in <paramref name="theirs"/>.</summary>
    public FakePeer(BlockingCollection<Packet> received, out Descriptor theirs)
    {
        (var mine, theirs) = Channel.Pair();
        _channel = new Channel(mine);
        _reader = ChannelReader.Start(_channel, "peer", (packet, _) => received.Add(new Packet(this, packet.ToArray())), _ended.Set);
    }

    /// <summary>A peer that never reads; what it was sent stays in the socket.</summary>
    public static Channel Deaf(out Descriptor theirs)
    {
        (var mine, theirs) = Channel.Pair();
        return new Channel(mine);
    }

    public void Send<TFrame>(scoped in TFrame frame, params ReadOnlySpan<Descriptor> descriptors)
        where TFrame : IFrame<TFrame>, allows ref struct => _channel.Send(in frame, descriptors);

    /// <summary>Sends what need be no frame.</summary>
    public void SendRaw(byte[] packet) => _channel.Send(new RawFrame { Packet = packet });

    /// <summary>The signer closed the channel.</summary>
    public void ShouldEnd() => _ended.Wait(Patience.Limit).ShouldBeTrue("the signer keeps a channel that it should have closed");

    public void Dispose()
    {
        _channel.Close();
        _reader.Join();
        _channel.Dispose();
        _ended.Dispose();
    }
}
