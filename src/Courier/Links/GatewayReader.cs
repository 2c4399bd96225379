using Countersign.Core.Catalogue;
using Countersign.Core.Frames;
using Countersign.Courier.Calls;
using Countersign.Courier.Settling;
using Countersign.Courier.Wire;

namespace Countersign.Courier.Links;

/// <summary>Takes what a gateway sends, in its order, and never waits. It is trusted with nothing: what it names must be public.</summary>
internal sealed class GatewayReader(GatewayLink gateway, PublicCalls publicCalls, Settlement settlement)
{
    /// <summary>Takes one packet; false when no honest gateway sends it.</summary>
    public bool Take(ReadOnlySpan<byte> packet) => Frame.TypeOf(packet) switch
    {
        FrameType.PublicCall => TakePublicCall(packet),
        FrameType.Settle => TakeSettle(packet),
        _ => false,
    };

    private bool TakePublicCall(ReadOnlySpan<byte> packet)
    {
        if (!Frame.TryRead<PublicCall>(packet, out var frame)
            || EndpointCatalogue.At(frame.Endpoint) is not { IsPublic: true } endpoint
            || !ExchangeRequest.TryCreate(endpoint, frame.Query, [], frame.TimeUnit, frame.AcceptEncoding, out var request))
        {
            return false;
        }

        var id = frame.Id;
        Background.Begin(async () => gateway.Send(id, await publicCalls.Carry(request)));
        return true;
    }

    private bool TakeSettle(ReadOnlySpan<byte> packet)
    {
        if (!Frame.TryRead<Settle>(packet, out var frame))
        {
            return false;
        }

        var (id, generation) = (frame.Id, frame.Generation);
        Background.Start(async () =>
        {
            switch (await settlement.Settle(id, generation))
            {
                case Settled.NotReceived:
                    gateway.SendNotReceived(id);
                    break;
                case Settled.Unknown:
                    gateway.Send(id, Reply.Unknown);
                    break;
                case Settled.UnderWay:
                    break;
            }
        });
        return true;
    }
}
