using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Countersign.Channels;
using Countersign.Core.Frames;
using Shouldly;

namespace Countersign.Unit.Courier;

/// <summary>The other end of one of the courier's channels, played by a test.</summary>
[SuppressMessage("Usage", "CA2213", Justification = "the reading thread ends the collection after the peer was disposed")]
internal sealed class FakePeer : IDisposable
{
    private readonly BlockingCollection<byte[]> _packets = [];

    public FakePeer()
    {
        var (here, there) = Channel.Pair();
        Channel = new Channel(here);
        Other = new Channel(there);
        ChannelReader.Start(Channel, "fake", (packet, _) => _packets.Add(packet.ToArray()), () =>
        {
            _packets.CompleteAdding();
            Channel.Dispose();
        });
    }

    public Channel Channel { get; }

    /// <summary>The end to link the courier with.</summary>
    public Channel Other { get; }

    /// <summary>The next packet of this type; others on the way are dropped.</summary>
    public byte[] Next(FrameType type)
    {
        while (_packets.TryTake(out var packet, Patience.Limit))
        {
            if (Frame.TypeOf(packet) == type)
            {
                return packet;
            }
        }

        throw new ShouldAssertException($"no {type} came");
    }

    /// <summary>The next packet of any type but clock and market.</summary>
    public byte[] Next()
    {
        while (_packets.TryTake(out var packet, Patience.Limit))
        {
            if (Frame.TypeOf(packet) is not (FrameType.Clock or FrameType.MarketFact))
            {
                return packet;
            }
        }

        throw new ShouldAssertException("nothing came");
    }

    /// <summary>The next packet of any type but clock and market if one comes in a moment; else null.</summary>
    public byte[]? TryNext()
    {
        while (_packets.TryTake(out var packet, TimeSpan.FromMilliseconds(20)))
        {
            if (Frame.TypeOf(packet) is not (FrameType.Clock or FrameType.MarketFact))
            {
                return packet;
            }
        }

        return null;
    }

    /// <summary>True when the courier has closed the channel.</summary>
    public bool SeesTheEnd()
    {
        while (_packets.TryTake(out _, Patience.Limit))
        {
        }

        return _packets.IsCompleted;
    }

    public void Dispose() => Channel.Close();
}
