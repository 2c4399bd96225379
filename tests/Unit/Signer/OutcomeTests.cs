using Countersign.Core.Catalogue;
using Countersign.Core.Frames;
using Countersign.Core.Records;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Signer;

/// <summary>What became of an order that was sent and not answered.</summary>
public sealed class OutcomeTests : IDisposable
{
    private const string Limit = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price=50000";

    private readonly SignerWorld _world;
    private readonly TestBot _bot;
    private readonly TestKey _key;

    public OutcomeTests() => _world = SignerWorld.Trading(out _bot, out _key);

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Signs_a_question_after_an_order_by_its_client_order_id()
    {
        var sent = _world.Order(_bot, Limit).Sent!;
        _world.Time.Advance(TimeSpan.FromSeconds(3));

        _world.Courier.Send(new OutcomeWanted { Id = sent.Id, Sequence = sent.Sequence });
        var question = _world.NextQuestion();

        question.Purpose.ShouldBe(HousePurpose.Outcome);
        question.Id.ShouldBe(sent.Id);
        question.Sequence.ShouldBe(sent.Sequence);
        question.Endpoint.ShouldBe(SpotEndpoints.QueryOrder);
        question.ApiKey.ShouldBe(_key.ApiKey);
        question.Query.ShouldBe(Signed($"symbol=BTCUSDT&origClientOrderId={sent.Find("newClientOrderId")}&recvWindow=1000&timestamp={_world.Now}"));
        question.Asked.ShouldBe(SpotEndpoints.NewOrder);
        question.AskedQuery.ShouldBe(sent.Payload);
        question.AskedAt.ShouldBe(_world.Now - 3000);
    }

    [Theory]
    [InlineData("orderId=7", "orderId=7")]
    [InlineData("origClientOrderId=mine", "origClientOrderId=mine")]
    [InlineData("orderId=7&origClientOrderId=mine", "orderId=7")]
    public void Signs_a_question_after_a_cancel_by_what_it_named(string named, string asked)
    {
        var sent = _world.Call(_bot, "DELETE", "/api/v3/order", $"symbol=BTCUSDT&{named}").Sent!;

        _world.Courier.Send(new OutcomeWanted { Id = sent.Id, Sequence = sent.Sequence });
        var question = _world.NextQuestion();

        question.Query.ShouldBe(Signed($"symbol=BTCUSDT&{asked}&recvWindow=1000&timestamp={_world.Now}"));
        question.Asked.ShouldBe(SpotEndpoints.CancelOrder);
    }

    // The signer waits two seconds for the next courier.
    [Fact]
    [Trait("Speed", "Slow")]
    public void Asks_for_the_gateway_after_the_courier_died()
    {
        var sent = _world.Order(_bot, Limit).Sent!;
        _world.EndCourier();
        _world.AskOutcome(_world.Gateway, sent.Id, out _).ShouldNotBeNull().Word.ShouldBe("outcome-unknown");

        _world.LinkCourier(2);
        _world.SyncCourier();
        _world.AskOutcome(_world.Gateway, sent.Id, out var question).ShouldBeNull();
        question.ShouldNotBeNull().Sequence.ShouldBe(sent.Sequence);
    }

    [Fact]
    public void Waits_for_the_next_courier_that_the_gateway_heard_of_first()
    {
        var sent = _world.Order(_bot, Limit).Sent!;
        _world.EndCourier();
        _world.Gateway.Send(new OutcomeAsk { Id = sent.Id });
        _world.LinkCourier(2);

        _world.NextQuestion().Sequence.ShouldBe(sent.Sequence);
    }

    [Fact]
    public void Asks_after_an_order_a_bounded_number_of_times()
    {
        var sent = _world.Order(_bot, Limit).Sent!;
        for (var i = 0; i < 40; i++)
        {
            _world.AskOutcome(_world.Gateway, sent.Id, out _).ShouldBeNull();
        }

        _world.AskOutcome(_world.Gateway, sent.Id, out _).ShouldNotBeNull().Word.ShouldBe("outcome-unknown");
    }

    [Fact]
    public void Asks_nothing_after_an_order_under_the_id_of_another_one_just_signed()
    {
        var first = _world.Order(_bot, Limit + "&newClientOrderId=mine").Sent!;
        _world.Time.Advance(TimeSpan.FromMilliseconds(500));
        var second = _world.Order(_bot, Limit + "&newClientOrderId=mine").Sent!;
        var other = _world.Order(_bot, Limit + "&newClientOrderId=other").Sent!;

        (first.AsksOutcome, second.AsksOutcome, other.AsksOutcome).ShouldBe((true, false, true));
        _world.AskOutcome(_world.Gateway, second.Id, out _).ShouldNotBeNull().Word.ShouldBe("outcome-unknown");
        _world.AskOutcome(_world.Gateway, first.Id, out _).ShouldBeNull();

        _world.Time.Advance(TimeSpan.FromMinutes(3));
        _world.Market("BTCUSDT", 49_990m, 50_010m, 50_000m);
        _world.Order(_bot, Limit + "&newClientOrderId=mine").Sent!.AsksOutcome.ShouldBeTrue();
    }

    [Fact]
    public void Tells_another_gateway_nothing_of_an_order()
    {
        var sent = _world.Order(_bot, Limit).Sent!;
        var first = _world.Gateway;
        var second = _world.LinkGateway(2);

        _world.AskOutcome(second, sent.Id, out _).ShouldNotBeNull().Word.ShouldBe("outcome-unknown");
        _world.AskOutcome(first, sent.Id, out _).ShouldBeNull();
    }

    [Fact]
    public void Knows_no_outcome_of_what_was_never_sent()
    {
        var refused = _world.Order(_bot, Limit + "0").Code;
        refused.ShouldBe("max-notional");
        var read = _world.Call(_bot, "GET", "/api/v3/account").Sent!;

        foreach (var id in new ulong[] { 0, 1, read.Id, 999, ulong.MaxValue })
        {
            _world.AskOutcome(_world.Gateway, id, out _).ShouldNotBeNull().Word.ShouldBe("outcome-unknown");
        }
    }

    [Fact]
    public void Says_unknown_while_the_clocks_are_apart()
    {
        var sent = _world.Order(_bot, Limit).Sent!;
        _world.Time.Step(TimeSpan.FromSeconds(5));

        _world.AskOutcome(_world.Gateway, sent.Id, out _).ShouldNotBeNull().Word.ShouldBe("outcome-unknown");
    }

    [Fact]
    public void Asks_nothing_with_a_key_that_was_revoked_since_and_lives_on()
    {
        var sent = _world.Order(_bot, Limit).Sent!;
        _world.Revoke(RecordKind.ExchangeKey, _key.Name).ShouldBeDone();

        _world.Courier.Send(new OutcomeWanted { Id = sent.Id, Sequence = sent.Sequence });
        _world.SyncCourier();
        _world.AskOutcome(_world.Gateway, sent.Id, out _).ShouldNotBeNull().Word.ShouldBe("outcome-unknown");
        _world.Unexpected.ShouldBeEmpty();
    }

    [Fact]
    public void Asks_with_the_newer_version_of_the_key()
    {
        var sent = _world.Order(_bot, Limit).Sent!;
        _world.Load(_world.Vault.Seal(_key, version: 2).Record).ShouldBeDone();

        _world.Courier.Send(new OutcomeWanted { Id = sent.Id, Sequence = sent.Sequence });
        _world.NextQuestion().Sequence.ShouldBe(sent.Sequence);
    }

    [Fact]
    public void Forgets_orders_after_minutes()
    {
        var sent = _world.Order(_bot, Limit).Sent!;
        _world.Time.Advance(TimeSpan.FromMinutes(3));
        _world.Market("BTCUSDT", 49_990m, 50_010m, 50_000m);
        _world.Order(_bot, Limit).Word.ShouldBe("sent");

        _world.AskOutcome(_world.Gateway, sent.Id, out _).ShouldNotBeNull().Word.ShouldBe("outcome-unknown");
    }

    private string Signed(string payload) => $"{payload}&signature={_key.Sign(payload)}";
}
