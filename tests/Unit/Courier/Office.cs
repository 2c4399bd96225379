using System.Text;
using Countersign.Core.Catalogue;
using Countersign.Core.Frames;
using Countersign.Courier;
using Shouldly;

namespace Countersign.Unit.Courier;

/// <summary>A courier with an exchange of raw sockets, and a gateway and a signer that the test plays.</summary>
internal sealed class Office : IAsyncDisposable
{
    public const string ApiKey = "theRealKeyId0123456789";
    public const string Signature = "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71";

    public const string Order =
        "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.10&price=50000&newClientOrderId=mine-1&recvWindow=1000&timestamp=1700000000000";

    private readonly CourierDesk _desk;

    public Office(Func<RawRequest, string?> answer, TimeProvider? time = null)
    {
        Exchange = new RawExchange(answer);
        _desk = new CourierDesk(Exchange.Exchange, TextWriter.Synchronized(Notices), time ?? TimeProvider.System);
        _desk.Start();
        _desk.Link(Peer.Gateway, 1, Gateway.Other);
        _desk.Link(Peer.Signer, 1, Signer.Other);
    }

    /// <summary>What the operator was told.</summary>
    public StringWriter Notices { get; } = new();

    public Task Abandoned => _desk.Abandoned;

    public RawExchange Exchange { get; }

    public FakePeer Gateway { get; } = new();

    public FakePeer Signer { get; } = new();

    public void Link(Peer peer, uint generation, FakePeer fake) => _desk.Link(peer, generation, fake.Other);

    public void SendSigned(ulong id, ulong sequence, Endpoint endpoint, string query, bool asksOutcome = false, uint receiveWindow = 1000, uint key = 1) =>
        Signer.Channel.Send(new SignedCall
        {
            Id = id,
            Sequence = sequence,
            Key = key,
            Endpoint = endpoint.Index,
            ApiKey = Encoding.ASCII.GetBytes(ApiKey),
            Query = Encoding.ASCII.GetBytes($"{query}&signature={Signature}"),
            TimeUnit = [],
            ReceiveWindow = receiveWindow,
            AsksOutcome = asksOutcome,
        });

    public void SendQuestion(ulong id, ulong sequence, Endpoint asked, string askedQuery) => Signer.Channel.Send(new HouseCall
    {
        Purpose = HousePurpose.Outcome,
        Id = id,
        Sequence = sequence,
        Key = 1,
        Endpoint = SpotEndpoints.QueryOrder.Index,
        ApiKey = Encoding.ASCII.GetBytes(ApiKey),
        Query = Encoding.ASCII.GetBytes($"symbol=BTCUSDT&origClientOrderId=mine-1&timestamp=1700000000001&signature={Signature}"),
        AskedEndpoint = asked.Index,
        AskedQuery = Encoding.ASCII.GetBytes(askedQuery),
        AskedAt = 1_700_000_000_000,
    });

    /// <summary>The whole next answer that the gateway gets.</summary>
    public (ulong Id, int Status, string Body) NextAnswer()
    {
        var packet = Gateway.Next();
        Frame.TryRead<Answer>(packet, out var answer).ShouldBeTrue($"a {Frame.TypeOf(packet)} came");
        var (id, status, length) = (answer.Id, answer.Status, answer.BodyLength);
        var body = new MemoryStream();
        body.Write(answer.Body);
        while (body.Length < length)
        {
            Frame.TryRead<AnswerPart>(Gateway.Next(), out var part).ShouldBeTrue();
            part.Id.ShouldBe(id);
            body.Write(part.Body);
        }

        body.Length.ShouldBe(length);
        return (id, status, Encoding.UTF8.GetString(body.ToArray()));
    }

    public (ulong Id, string Code, uint RetryAfter) NextRefusal()
    {
        var packet = Gateway.Next();
        Frame.TryRead<Refused>(packet, out var refused).ShouldBeTrue($"a {Frame.TypeOf(packet)} came");
        return (refused.Id, Encoding.ASCII.GetString(refused.Code), refused.RetryAfter);
    }

    public async ValueTask DisposeAsync()
    {
        Gateway.Dispose();
        Signer.Dispose();
        Exchange.Dispose();
        await _desk.DisposeAsync();
        await Notices.DisposeAsync();
    }
}
