using System.Text;
using Countersign.Channels;
using Countersign.Core.Frames;
using Countersign.Courier.Calls;

namespace Countersign.Courier.Links;

/// <summary>The way to one life of the gateway. A gateway that does not take its answers, or has ended, loses them.</summary>
internal sealed class GatewayLink
{
    // Room for the heads of Answer and AnswerPart.
    private const int MaxPart = Frame.MaxLength - 64;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    private readonly Channel _channel;

    public GatewayLink(Channel channel)
    {
        _channel = channel;
        channel.LimitSendTime(_patience);
    }

    /// <summary>Hands over the one reply to a call, in as many frames as it takes. Does not wait for room: where there is none, another thread does.</summary>
    public void Send(ulong id, Reply reply)
    {
        if (reply is not Reply.Answered { IsShort: true } answered || !TrySend(id, answered))
        {
            Background.Start(() =>
            {
                Deliver(() => SendWhenRoom(id, reply));
                return Task.CompletedTask;
            });
        }
    }

    /// <summary>Says that the ended signer never handed this call over.</summary>
    public void SendNotReceived(ulong id) => Deliver(() => _channel.Send(new NotReceived { Id = id }));

    /// <summary>Ends the conversation: the peer sent what no honest gateway sends.</summary>
    public void Close() => _channel.Close();

    // True also when nobody is there any more to take it.
    private bool TrySend(ulong id, Reply.Answered answered)
    {
        var wasTaken = true;
        Deliver(() => wasTaken = _channel.TrySend(Head(id, answered, answered.Body)));
        return wasTaken;
    }

    private void SendWhenRoom(ulong id, Reply reply)
    {
        switch (reply)
        {
            case Reply.Answered answered:
                SendParts(id, answered);
                break;
            case Reply.Refused { Refusal: var refusal }:
                _channel.Send(new Refused
                {
                    Id = id,
                    Code = Encoding.ASCII.GetBytes(refusal.Code),
                    Sentence = Encoding.UTF8.GetBytes(refusal.Sentence),
                    RetryAfter = (uint)(refusal.RetryAfterSeconds ?? 0),
                });
                break;
        }
    }

    private void SendParts(ulong id, Reply.Answered answered)
    {
        var rest = answered.Body.AsSpan();
        var first = rest[..Math.Min(rest.Length, MaxPart - answered.Headers.Length)];
        _channel.Send(Head(id, answered, first));
        for (rest = rest[first.Length..]; rest.Length > 0; rest = rest[Math.Min(rest.Length, MaxPart)..])
        {
            _channel.Send(new AnswerPart { Id = id, Body = rest[..Math.Min(rest.Length, MaxPart)] });
        }
    }

    private static Answer Head(ulong id, Reply.Answered answered, ReadOnlySpan<byte> first) => new()
    {
        Id = id,
        Status = answered.Status,
        Headers = answered.Headers,
        BodyLength = (uint)answered.Body.Length,
        Body = first,
    };

    private void Deliver(Action send)
    {
        try
        {
            send();
        }
        catch (Exception fault) when (fault is ChannelClosedException or ObjectDisposedException)
        {
            // Its bots' connections have broken with it, or will when it sees the end of this channel.
            _channel.Close();
        }
    }
}
