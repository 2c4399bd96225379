using System.Collections.Concurrent;
using System.Text;
using Countersign.Channels;
using Countersign.Core.Frames;

namespace Countersign.Courier.Links;

/// <summary>The way to one life of the signer, and which calls of it are under way.</summary>
internal sealed class SignerLink
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<ulong, int> _underWay = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel _channel;

    public SignerLink(uint generation, Channel channel)
    {
        Generation = generation;
        _channel = channel;
        channel.LimitSendTime(_patience);
    }

    /// <summary>Which life of the signer.</summary>
    public uint Generation { get; }

    /// <summary>Completes when everything that this signer ever sent has been read.</summary>
    public Task Ended => _ended.Task;

    /// <summary>True when the call came and its reply has not been given yet.</summary>
    public bool HasUnderWay(ulong id) => _underWay.ContainsKey(id);

    /// <summary>Remembers a call from the moment it was read until its reply was handed over.</summary>
    public void Begin(ulong id) => _underWay.AddOrUpdate(id, 1, (_, count) => count + 1);

    public void Finish(ulong id)
    {
        if (_underWay.AddOrUpdate(id, 0, (_, count) => count - 1) <= 0)
        {
            _underWay.TryRemove(new KeyValuePair<ulong, int>(id, 0));
        }
    }

    /// <summary>The channel was read to its end.</summary>
    public void End() => _ended.TrySetResult();

    public void SendClock(TimeSpan offset, TimeSpan roundTrip) => Deliver(() => _channel.Send(new Clock
    {
        OffsetMicroseconds = offset.Ticks / TimeSpan.TicksPerMicrosecond,
        RoundTripMicroseconds = (uint)Math.Min(uint.MaxValue, roundTrip.Ticks / TimeSpan.TicksPerMicrosecond),
    }));

    public void SendFact(byte[] symbol, decimal bid, decimal ask, decimal average, TimeSpan bookAge, TimeSpan averageAge) =>
        Deliver(() => _channel.Send(new MarketFact
        {
            Symbol = symbol,
            Bid = bid,
            Ask = ask,
            Average = average,
            BookAge = Milliseconds(bookAge),
            AverageAge = Milliseconds(averageAge),
        }));

    /// <summary>Asks for a freshly signed question after this call.</summary>
    public void SendOutcomeWanted(ulong id, ulong sequence) => Deliver(() => _channel.Send(new OutcomeWanted { Id = id, Sequence = sequence }));

    public void SendHouseAnswer(ulong id, ushort status, byte[] body) => Deliver(() => _channel.Send(new HouseAnswer { Id = id, Status = status, Body = body }));

    /// <summary>Tells of the end of an order.</summary>
    public void SendOrderEnd(ulong sequence, bool isByName, string status, decimal executed) =>
        Deliver(() => _channel.Send(new OrderEnd { Sequence = sequence, IsByName = isByName, Status = Encoding.ASCII.GetBytes(status), Executed = executed }));

    /// <summary>Ends the conversation: the peer sent what no honest signer sends.</summary>
    public void Close() => _channel.Close();

    // Rounded up: a fact is never younger than it says.
    private static uint Milliseconds(TimeSpan age) => (uint)Math.Min(uint.MaxValue, Math.Ceiling(Math.Max(0, age.TotalMilliseconds)));

    private void Deliver(Action send)
    {
        try
        {
            send();
        }
        catch (Exception fault) when (fault is ChannelClosedException or ObjectDisposedException)
        {
            // Its end is seen by the reader of this channel; what was to be said concerns it alone.
            _channel.Close();
        }
    }
}
