using System.Text;
using Countersign.Channels;
using Countersign.Core.Frames;
using Countersign.Core.Refusals;
using Countersign.Core.Requests;

namespace Countersign.Signer.Links;

/// <summary>
/// The channel to one life of the gateway. Only its own reader waits for it, and a bounded time: strangers decide how many refusals are
/// due at once, and a gateway that is merely behind must not lose its channel. One that does not read does.
/// </summary>
internal sealed class GatewayLink
{
    // Longer than any pause of a healthy gateway.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    private readonly Channel _channel;

    public GatewayLink(Channel channel, uint generation)
    {
        channel.LimitSendTime(_patience);
        _channel = channel;
        Generation = generation;
    }

    /// <summary>The request that its reader is at: the reader's own, used again for each.</summary>
    public BotRequest Request { get; } = new();

    /// <summary>Which life of the gateway this is.</summary>
    public uint Generation { get; }

    public void Refuse(ulong id, Refusal refusal)
    {
        try
        {
            _channel.Send(new Refused
            {
                Id = id,
                Code = Encoding.ASCII.GetBytes(refusal.Code),
                Sentence = Encoding.UTF8.GetBytes(refusal.Sentence),
                RetryAfter = (uint)(refusal.RetryAfterSeconds ?? 0),
            });
        }
        catch (ChannelClosedException)
        {
            // It ended while its request was judged, or reads no more: nobody is there to be told.
            _channel.Close();
        }
    }
}
