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
    public static Thread Start(Channel channel, string name, PacketHandler handler, Action ended)
    {
        var thread = new Thread(() =>
        {
            Run(channel, handler);
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
    public static void Run(Channel channel, PacketHandler handler)
    {
        var buffer = GC.AllocateUninitializedArray<byte>(Frame.MaxLength, pinned: true).AsSpan();
        using var descriptors = new ReceivedDescriptors();
        while (true)
        {
            var length = channel.Receive(buffer, descriptors);
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
