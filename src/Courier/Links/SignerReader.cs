using System.Text;
using Countersign.Core.Catalogue;
using Countersign.Core.Frames;
using Countersign.Courier.Calls;
using Countersign.Courier.Market;
using Countersign.Courier.Orders;
using Countersign.Courier.Outcomes;
using Countersign.Courier.Wire;

namespace Countersign.Courier.Links;

/// <summary>Takes what a signer sends, in its order, and never waits: each call goes on its own way.</summary>
internal sealed class SignerReader(SignerLink signer, Peers peers, SignedCalls signedCalls, OutcomeInquiries inquiries, HouseProbes probes, MarketWatch market, OrderEnds ends)
{
    /// <summary>Takes one packet; false when no honest signer sends it.</summary>
    public bool Take(ReadOnlySpan<byte> packet) => Frame.TypeOf(packet) switch
    {
        FrameType.SignedCall => TakeSignedCall(packet),
        FrameType.RepeatCall => TakeRepeatCall(packet),
        FrameType.HouseCall => TakeHouseCall(packet),
        FrameType.WatchSymbol => TakeWatchSymbol(packet),
        _ => false,
    };

    private bool TakeSignedCall(ReadOnlySpan<byte> packet)
    {
        if (!Frame.TryRead<SignedCall>(packet, out var frame)
            || EndpointCatalogue.At(frame.Endpoint) is not { } endpoint
            || !ExchangeRequest.TryCreate(endpoint, frame.Query, frame.ApiKey, frame.TimeUnit, [], out var request))
        {
            return false;
        }

        var call = new SignedWork(signer, frame.Id, frame.Sequence, frame.Key, request, TimeSpan.FromMilliseconds(frame.ReceiveWindow), frame.AsksOutcome);
        Give(frame.Id, signedCalls.Begin(call), reply => ends.Report(signer, call.Endpoint, call.Sequence, reply));
        return true;
    }

    private bool TakeRepeatCall(ReadOnlySpan<byte> packet)
    {
        if (!Frame.TryRead<RepeatCall>(packet, out var frame))
        {
            return false;
        }

        Give(frame.Id, signedCalls.Repeat(signer, frame.Sequence));
        return true;
    }

    private bool TakeHouseCall(ReadOnlySpan<byte> packet)
    {
        if (!Frame.TryRead<HouseCall>(packet, out var frame)
            || EndpointCatalogue.At(frame.Endpoint) is not { } endpoint
            || !ExchangeRequest.TryCreate(endpoint, frame.Query, frame.ApiKey, [], [], out var request))
        {
            return false;
        }

        if (frame.Purpose == HousePurpose.Probe)
        {
            var id = frame.Id;
            Background.Start(() => probes.Carry(signer, id, request));
            return true;
        }

        var sequence = frame.Sequence;
        if (frame.Purpose == HousePurpose.OrderState)
        {
            Background.Start(() => probes.CarryState(signer, sequence, request));
            return true;
        }

        if (EndpointCatalogue.At(frame.AskedEndpoint) is not { } asked)
        {
            return false;
        }

        var question = new Question(request, new AskedCall(asked, Encoding.ASCII.GetString(frame.AskedQuery), frame.AskedAt));
        if (!inquiries.TryDeliver(signer, frame.Id, question))
        {
            Give(frame.Id, inquiries.TakeUp(signer, frame.Id, sequence, question), reply => ends.Report(signer, asked, sequence, reply));
        }

        return true;
    }

    private bool TakeWatchSymbol(ReadOnlySpan<byte> packet)
    {
        if (!Frame.TryRead<WatchSymbol>(packet, out var frame))
        {
            return false;
        }

        market.Watch(frame.Symbol);
        return true;
    }

    // Known as under way before the next packet, and so before the end of the channel, is read.
    private void Give(ulong id, Task<Reply> reply, Action<Reply>? given = null)
    {
        var gateway = peers.Gateway;
        signer.Begin(id);
        Background.Begin(async () =>
        {
            var answer = await reply;
            peers.Send(gateway, id, answer);
            signer.Finish(id);
            if (given is not null)
            {
                // It may wait for room at the signer, for which no thread of a socket or channel may be held up.
                await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
                given(answer);
            }
        });
    }
}
