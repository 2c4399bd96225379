namespace Countersign.Channels;

/// <summary>The process at the other end has ended, or does not take what it is sent. The frame was not delivered.</summary>
public sealed class ChannelClosedException : Exception
{
    public ChannelClosedException()
        : base("the process at the other end of the channel has ended")
    {
    }

    public ChannelClosedException(string message)
        : base(message)
    {
    }

    public ChannelClosedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
