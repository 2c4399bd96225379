using Countersign.Channels;
using Countersign.Core.Frames;

namespace Countersign.Signer.Links;

/// <summary>
/// The way to the courier, whichever life of it is there. What it takes is delivered whole; what it does not take was not sent to the
/// exchange, and will not be.
/// </summary>
internal sealed class CourierLink
{
    // Longer than any pause of a healthy courier, shorter than a bot's patience.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    private volatile Channel? _channel;

    public bool IsThere => _channel is not null;

    /// <summary>Takes the channel to a new life of the courier.</summary>
    public void Set(Channel channel)
    {
        channel.LimitSendTime(_patience);
        _channel = channel;
    }

    /// <summary>Waits a moment for a courier that is just being started again.</summary>
    public void WaitUntilThere() => SpinWait.SpinUntil(() => IsThere, _patience);

    /// <summary>The channel has ended; a newer one stays.</summary>
    public void Ended(Channel channel)
    {
        _ = Interlocked.CompareExchange(ref _channel, null, channel);
        channel.Dispose();
    }

    /// <summary>Hands a frame over; false when it was certainly not delivered.</summary>
    public bool TrySend<TFrame>(scoped in TFrame frame)
        where TFrame : IFrame<TFrame>, allows ref struct
    {
        if (_channel is not { } channel)
        {
            return false;
        }

        try
        {
            channel.Send(in frame);
            return true;
        }
        catch (Exception fault) when (fault is ChannelClosedException or ObjectDisposedException)
        {
            return false;
        }
    }
}
