using System.Buffers.Binary;
using System.Threading.Channels;
using Countersign.Channels;
using Countersign.Core.Frames;
using Shouldly;
using Channel = Countersign.Channels.Channel;

namespace Countersign.Unit.Gateway;

/// <summary>The signer or the courier as the gateway sees it: the other end of its channel, played by a test.</summary>
internal sealed class FakePeer : IDisposable
{
    private readonly Channel<byte[]> _packets = System.Threading.Channels.Channel.CreateUnbounded<byte[]>();
    private readonly Channel _channel;

    internal FakePeer(Descriptor end)
    {
        _channel = new Channel(end);
        ChannelReader.Start(_channel, "fake peer", (packet, _) => _packets.Writer.TryWrite(packet.ToArray()), () =>
        {
            _packets.Writer.Complete();
            _channel.Dispose();
        });
    }

    /// <summary>The next packet that the gateway sends.</summary>
    internal Task<byte[]> NextAsync() => _packets.Reader.ReadAsync().AsTask().WaitAsync(Patience.Limit);

    /// <summary>The id of the next call, which must be of this type.</summary>
    internal async Task<ulong> NextIdAsync(FrameType type)
    {
        var packet = await NextAsync();
        Frame.TypeOf(packet).ShouldBe(type);
        // In every frame that the gateway sends, the id stands first.
        return BinaryPrimitives.ReadUInt64BigEndian(packet.AsSpan(2));
    }

    internal bool HasNothingMore => _packets.Reader.Count == 0;

    /// <summary>Completes when the gateway has closed the channel.</summary>
    internal Task Ended => _packets.Reader.Completion.WaitAsync(Patience.Limit);

    internal void Send<TFrame>(scoped in TFrame frame)
        where TFrame : IFrame<TFrame>, allows ref struct
        => _channel.Send(in frame);

    internal void Answer(ulong id, string body, int status = 200, string headers = "") => Send(new Answer
    {
        Id = id,
        Status = (ushort)status,
        Headers = System.Text.Encoding.Latin1.GetBytes(headers),
        BodyLength = (uint)body.Length,
        Body = System.Text.Encoding.ASCII.GetBytes(body),
    });

    internal void Refuse(ulong id, string code, string sentence, uint retryAfter = 0) => Send(new Refused
    {
        Id = id,
        Code = System.Text.Encoding.ASCII.GetBytes(code),
        Sentence = System.Text.Encoding.UTF8.GetBytes(sentence),
        RetryAfter = retryAfter,
    });

    /// <summary>The process ends.</summary>
    internal void End() => Dispose();

    // The thread that reads disposes of the channel, when it has read to the end.
    public void Dispose()
    {
        if (!_packets.Reader.Completion.IsCompleted)
        {
            _channel.Close();
        }
    }
}
