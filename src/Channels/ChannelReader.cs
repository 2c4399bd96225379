using System.Security.Cryptography;
using Countersign.Core.Frames;

namespace Countersign.Channels;

/// <summary>
/// Reads a channel to its end, one packet after the other, on a thread of its own. The handler of a gateway or courier must not wait
/// for room in another channel, or two processes could wait for each other.
/// </summary>
public static class ChannelReader
{
    /// <summary>Starts the thread. <paramref name="ended"/> is called once, after the last packet was handled.</summary>
    /// <param name="channel">What is read.</param>
    /// <param name="name">Of the thread.</param>
    /// <param name="handler">Takes each packet.</param>
    /// <param name="ended">What comes after the last.</param>
    /// <param name="spin">Where a packet should not find its reader asleep; it costs the core meanwhile.</param>
    public static Thread Start(Channel channel, string name, PacketHandler handler, Action ended, AdaptiveSpin? spin = null)
    {
        var thread = new Thread(() =>
        {
            Run(channel, handler, spin);
            ended();
        })
        {
            IsBackground = true,
            Name = name,
        };
        thread.Start();
        return thread;
    }

    /// <summary>Reads on the calling thread until the peer ends or the channel is closed.</summary>
    public static void Run(Channel channel, PacketHandler handler, AdaptiveSpin? spin = null)
    {
        var buffer = GC.AllocateUninitializedArray<byte>(Frame.MaxLength, pinned: true).AsSpan();
        using var descriptors = new ReceivedDescriptors();
        while (true)
        {
            var length = channel.Receive(buffer, descriptors, spin);
            if (length == 0)
            {
                return;
            }

            try
            {
                handler(buffer[..length], descriptors);
            }
            finally
            {
                CryptographicOperations.ZeroMemory(buffer[..length]);
                descriptors.Dispose();
            }
        }
    }
}
