using System.Text;
using Countersign.Channels;
using Countersign.Core.Frames;
using Countersign.Core.Refusals;

namespace Countersign.Signer.Links;

/// <summary>The channel to one life of the gateway. It is never waited for: a gateway that does not read its refusals loses the channel.</summary>
internal sealed class GatewayLink(Channel channel, uint generation)
{
    /// <summary>Which life of the gateway this is.</summary>
    public uint Generation => generation;

    public void Refuse(ulong id, Refusal refusal)
    {
        try
        {
            var taken = channel.TrySend(new Refused
            {
                Id = id,
                Code = Encoding.ASCII.GetBytes(refusal.Code),
                Sentence = Encoding.UTF8.GetBytes(refusal.Sentence),
                RetryAfter = (uint)(refusal.RetryAfterSeconds ?? 0),
            });
            if (!taken)
            {
                channel.Close();
            }
        }
        catch (ChannelClosedException)
        {
            // The gateway ended while its request was judged: nobody is there to be told.
        }
    }
}
