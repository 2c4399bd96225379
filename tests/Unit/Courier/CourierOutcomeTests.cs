using System.Diagnostics;
using System.Text;
using Countersign.Core.Catalogue;
using Countersign.Core.Frames;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Courier;

/// <summary>What became of calls that were sent and not answered, and of cancels that a bot repeats.</summary>
public sealed class CourierOutcomeTests
{
    private const string Unknown =
        """{"code":-1007,"msg":"Timeout waiting for response from backend server. Send status unknown; execution status unknown."}""";

    [Theory]
    [InlineData(null)]
    [InlineData("HTTP/1.1 503 no\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 502 no\r\nContent-Length: 4\r\n\r\nHTML")]
    [InlineData("HTTP/1.1 408 no\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 400 no\r\nContent-Length: 14\r\n\r\n{\"code\":-1007}")]
    public async Task An_order_of_unknown_outcome_is_asked_after_and_found(string? answer)
    {
        await using var office = new Office(request => request.Method == "POST" ? answer : RawExchange.Ok(FoundOrderTests.Order()));

        office.SendSigned(7, 41, SpotEndpoints.NewOrder, Office.Order, asksOutcome: true);
        Frame.TryRead<OutcomeWanted>(office.Signer.Next(), out var wanted).ShouldBeTrue();
        (wanted.Id, wanted.Sequence).ShouldBe((7UL, 41UL));
        office.SendQuestion(7, 41, SpotEndpoints.NewOrder, Office.Order);

        var (id, status, body) = office.NextAnswer();
        (id, status).ShouldBe((7UL, 200));
        body.ShouldContain("\"status\":\"PARTIALLY_FILLED\"");
        office.Exchange.Requests.Count(request => request.Method == "POST").ShouldBe(1);
    }

    [Fact]
    public async Task An_order_that_never_shows_up_is_asked_after_until_its_window_has_passed_and_stays_unknown()
    {
        var time = new PatientTime();
        await using var office = new Office(
            request => request.Method == "POST" ? null : RawExchange.Status(400, """{"code":-2013,"msg":"Order does not exist."}"""), time);

        office.SendSigned(7, 41, SpotEndpoints.NewOrder, Office.Order, asksOutcome: true);
        var questions = 0;
        while (Frame.TypeOf(Peek(office)) == FrameType.OutcomeWanted)
        {
            questions++;
            time.Advance(TimeSpan.FromMilliseconds(500));
            office.SendQuestion(7, 41, SpotEndpoints.NewOrder, Office.Order);
        }

        // Its window of a second and the exchange's second of grace have passed with the fifth.
        questions.ShouldBe(5);
        office.Exchange.Requests.Count(request => request.Method == "POST").ShouldBe(1);
    }

    [Fact]
    public async Task An_order_whose_signer_has_ended_cannot_be_asked_after()
    {
        await using var office = new Office(request => request.Method == "POST" ? null : RawExchange.Ok("{}"));

        office.SendSigned(7, 41, SpotEndpoints.NewOrder, Office.Order, asksOutcome: true);
        office.Signer.Next(FrameType.OutcomeWanted);
        office.Signer.Dispose();

        office.NextAnswer().ShouldBe((7UL, 503, Unknown));
    }

    [Fact]
    public async Task A_question_for_a_call_of_an_earlier_courier_is_taken_up()
    {
        await using var office = new Office(_ => RawExchange.Ok(FoundOrderTests.Order("FILLED")));

        office.SendQuestion(9, 12, SpotEndpoints.NewOrder, Office.Order);

        var (id, status, body) = office.NextAnswer();
        (id, status).ShouldBe((9UL, 200));
        body.ShouldContain("\"status\":\"FILLED\"");
        office.Exchange.Requests.Single().Method.ShouldBe("GET");
    }

    [Fact]
    public async Task What_cannot_be_asked_after_stays_unknown_and_reads_pass_as_they_come()
    {
        await using var office = new Office(_ => RawExchange.Status(502, "<html>"));

        office.SendSigned(1, 1, SpotEndpoints.CancelOpenOrders, "symbol=BTCUSDT");
        office.NextAnswer().ShouldBe((1UL, 503, Unknown));

        office.SendSigned(2, 2, SpotEndpoints.Account, "timestamp=1");
        office.NextAnswer().ShouldBe((2UL, 502, "<html>"));
    }

    [Fact]
    public async Task An_identical_cancel_joins_the_first_and_is_not_sent()
    {
        using var mayAnswer = new ManualResetEventSlim();
        await using var office = new Office(_ =>
        {
            mayAnswer.Wait(Patience.Limit);
            return RawExchange.Ok("""{"status":"CANCELED"}""");
        });

        office.SendSigned(1, 5, SpotEndpoints.CancelOrder, "symbol=BTCUSDT&orderId=4");
        office.Signer.Channel.Send(new RepeatCall { Id = 2, Sequence = 5 });
        mayAnswer.Set();

        new[] { office.NextAnswer(), office.NextAnswer() }.OrderBy(answer => answer.Id)
            .ShouldBe([(1UL, 200, """{"status":"CANCELED"}"""), (2UL, 200, """{"status":"CANCELED"}""")]);
        office.Signer.Channel.Send(new RepeatCall { Id = 3, Sequence = 5 });
        office.NextAnswer().ShouldBe((3UL, 200, """{"status":"CANCELED"}"""));
        office.Exchange.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_repeated_cancel_that_nobody_knows_is_unknown()
    {
        await using var office = new Office(_ => RawExchange.Ok("{}"));

        office.Signer.Channel.Send(new RepeatCall { Id = 3, Sequence = 5 });

        office.NextAnswer().ShouldBe((3UL, 503, Unknown));
    }

    private static byte[] Peek(Office office)
    {
        var waiting = Stopwatch.StartNew();
        while (waiting.Elapsed < Patience.Limit)
        {
            if (office.Signer.TryNext() is { } wanted)
            {
                return wanted;
            }

            if (office.Gateway.TryNext() is { } answered)
            {
                Frame.TryRead<Answer>(answered, out var answer).ShouldBeTrue();
                ((int)answer.Status).ShouldBe(503);
                Encoding.UTF8.GetString(answer.Body).ShouldBe(Unknown);
                return answered;
            }
        }

        throw new ShouldAssertException("neither a question nor an answer came");
    }
}
