using Countersign.Channels;
using Countersign.Core.Frames;

namespace Countersign.Gateway.Links;

/// <summary>
/// One life of a peer and the channel to it. Compared by reference: two lives are never the same. Nothing here waits for room.
/// </summary>
internal sealed class PeerLink(Channel channel, uint generation)
{
    private volatile bool _ended;

    /// <summary>Counts the lives of the peer's process.</summary>
    internal uint Generation => generation;

    /// <summary>True once all that the peer sent has been handled and no more can come.</summary>
    internal bool HasEnded => _ended;

    /// <summary>Sends a frame if there is room.</summary>
    internal Delivery TrySend<TFrame>(scoped in TFrame frame)
        where TFrame : IFrame<TFrame>, allows ref struct
    {
        try
        {
            return channel.TrySend(in frame) ? Delivery.Sent : Delivery.NoRoom;
        }
        catch (ChannelClosedException)
        {
            return Delivery.PeerEnded;
        }
        catch (ObjectDisposedException)
        {
            // The reader found the end between a look at this link and the send.
            return Delivery.PeerEnded;
        }
    }

    /// <summary>
    /// Reads on a thread of its own. <paramref name="ended"/> comes after the last packet, when <see cref="HasEnded"/> is already true.
    /// </summary>
    internal void StartReading(string name, PacketHandler handler, Action ended) =>
        ChannelReader.Start(channel, name, handler, () =>
        {
            _ended = true;
            channel.Dispose();
            ended();
        });

    /// <summary>Ends the conversation; what has arrived is still read.</summary>
    internal void Close()
    {
        try
        {
            channel.Close();
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself in this moment.
        }
    }
}
