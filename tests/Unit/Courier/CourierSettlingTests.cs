using Countersign.Core.Catalogue;
using Countersign.Core.Frames;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Courier;

/// <summary>What an ended signer had handed over, and what not.</summary>
public sealed class CourierSettlingTests
{
    private const string Unknown =
        """{"code":-1007,"msg":"Timeout waiting for response from backend server. Send status unknown; execution status unknown."}""";

    private static readonly Endpoint _depth = EndpointCatalogue.Find(HttpVerb.Get, "/api/v3/depth")!;

    [Fact]
    public async Task After_a_signer_has_ended_it_is_known_what_it_handed_over()
    {
        using var mayAnswer = new ManualResetEventSlim();
        await using var office = new Office(_ =>
        {
            mayAnswer.Wait(Patience.Limit);
            return RawExchange.Ok("{}");
        });

        office.Gateway.Channel.Send(new Settle { Id = 8, Generation = 1 });
        office.SendSigned(7, 1, SpotEndpoints.NewOrder, Office.Order);
        office.Signer.Dispose();
        office.Gateway.Channel.Send(new Settle { Id = 7, Generation = 1 });

        Frame.TryRead<NotReceived>(office.Gateway.Next(), out var not).ShouldBeTrue();
        not.Id.ShouldBe(8UL);
        mayAnswer.Set();
        office.NextAnswer().ShouldBe((7UL, 200, "{}"));
    }

    [Fact]
    public async Task What_an_ended_signer_still_hands_over_is_not_taken_for_missing()
    {
        await using var office = new Office(request => RawExchange.Ok(request.Method == "POST" ? "\"order\"" : "{}"));

        office.Gateway.Channel.Send(new Settle { Id = 7, Generation = 1 });
        office.Gateway.Channel.Send(new PublicCall { Id = 1, Endpoint = _depth.Index, Query = [], AcceptEncoding = [], TimeUnit = [] });
        office.NextAnswer().Id.ShouldBe(1UL);
        office.SendSigned(7, 1, SpotEndpoints.NewOrder, Office.Order);
        office.Signer.Dispose();

        office.NextAnswer().ShouldBe((7UL, 200, "\"order\""));
    }

    [Fact]
    public async Task A_question_after_a_signer_that_is_not_linked_yet_waits_for_its_last_words()
    {
        await using var office = new Office(_ => RawExchange.Ok("{}"));
        using var second = new FakePeer();

        office.Gateway.Channel.Send(new Settle { Id = 8, Generation = 2 });
        office.Gateway.Channel.Send(new PublicCall { Id = 1, Endpoint = _depth.Index, Query = [], AcceptEncoding = [], TimeUnit = [] });
        office.NextAnswer().Id.ShouldBe(1UL);
        second.Dispose();
        office.Link(Peer.Signer, 2, second);

        Frame.TryRead<NotReceived>(office.Gateway.Next(), out var not).ShouldBeTrue();
        not.Id.ShouldBe(8UL);
    }

    [Fact]
    public async Task A_call_of_a_signer_that_this_courier_never_met_is_unknown()
    {
        await using var office = new Office(_ => RawExchange.Ok("{}"));
        using var third = new FakePeer();
        office.Link(Peer.Signer, 3, third);

        office.Gateway.Channel.Send(new Settle { Id = 8, Generation = 2 });

        office.NextAnswer().ShouldBe((8UL, 503, Unknown));
    }
}
