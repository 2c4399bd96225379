using System.Text;
using Countersign.Core.Catalogue;
using Countersign.Courier.Calls;
using Countersign.Courier.Outcomes;
using Countersign.Courier.Wire;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Courier;

public sealed class FoundOrderTests
{
    private const long AskedAt = 1_700_000_000_000;

    private const string AskedOrder =
        "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.10&price=50000&newClientOrderId=mine-1&recvWindow=1000&timestamp=1700000000000";

    private const string AskedCancel = "symbol=BTCUSDT&origClientOrderId=mine-1&recvWindow=1000&timestamp=1700000000000";

    [Fact]
    public void Answers_an_order_that_is_there_as_the_exchange_would_have()
    {
        var reply = Judge(SpotEndpoints.NewOrder, AskedOrder, Order()).Reply.ShouldBeOfType<Reply.Answered>();

        reply.Status.ShouldBe((ushort)200);
        Encoding.UTF8.GetString(reply.Body).ShouldBe(
            """
            {"symbol":"BTCUSDT","orderId":28,"orderListId":-1,"clientOrderId":"mine-1","transactTime":1700000000450,
            "price":"50000.00000000","origQty":"0.10000000","executedQty":"0.04000000","origQuoteOrderQty":"0.000000","cummulativeQuoteQty":"2000.00000000",
            "status":"PARTIALLY_FILLED","timeInForce":"GTC","type":"LIMIT","side":"BUY","workingTime":1700000000400,"selfTradePreventionMode":"NONE"}
            """.ReplaceLineEndings(""));
    }

    [Fact]
    public void Gives_times_in_the_unit_that_the_bot_asked_for()
    {
        var reply = Judge(SpotEndpoints.NewOrder, AskedOrder, Order(), inMicroseconds: true).Reply.ShouldBeOfType<Reply.Answered>();

        Encoding.UTF8.GetString(reply.Body).ShouldContain("\"transactTime\":1700000000450000,");
    }

    [Theory]
    [InlineData("\"symbol\":\"BTCUSDT\"", "\"symbol\":\"ETHUSDT\"")]
    [InlineData("\"clientOrderId\":\"mine-1\"", "\"clientOrderId\":\"mine-2\"")]
    [InlineData("\"side\":\"BUY\"", "\"side\":\"SELL\"")]
    [InlineData("\"type\":\"LIMIT\"", "\"type\":\"LIMIT_MAKER\"")]
    [InlineData("\"price\":\"50000.00000000\"", "\"price\":\"50000.01000000\"")]
    [InlineData("\"price\":\"50000.00000000\"", "\"price\":\"5e4\"")]
    [InlineData("\"origQty\":\"0.10000000\"", "\"origQty\":\"0.20000000\"")]
    [InlineData("\"time\":1700000000400", "\"time\":1699999998999")]
    [InlineData("\"time\":1700000000400", "\"time\":\"1700000000400\"")]
    public void Takes_no_other_order_for_the_one_that_was_sent(string there, string instead)
    {
        var verdict = Judge(SpotEndpoints.NewOrder, AskedOrder, Order().Replace(there, instead, StringComparison.Ordinal));

        verdict.Reply.ShouldBeNull();
        verdict.IsConclusive.ShouldBeTrue();
    }

    [Theory]
    [InlineData(400, """{"code":-2013,"msg":"Order does not exist."}""", true)]
    [InlineData(400, """{"code":-1021,"msg":"Timestamp for this request is outside of the recvWindow."}""", false)]
    [InlineData(503, """{"code":-1007,"msg":"Timeout"}""", false)]
    [InlineData(200, "[]", false)]
    [InlineData(200, "{\"symbol\":", false)]
    [InlineData(200, "", false)]
    public void Knows_an_order_to_be_missing_only_from_the_exchanges_own_word_for_it(int status, string body, bool conclusive)
    {
        var verdict = FoundOrder.Judge(new AskedCall(SpotEndpoints.NewOrder, AskedOrder, AskedAt), Answer(status, body), inMicroseconds: false);

        verdict.Reply.ShouldBeNull();
        verdict.IsConclusive.ShouldBe(conclusive);
    }

    [Fact]
    public void Answers_a_cancel_that_was_executed_as_the_exchange_would_have()
    {
        var reply = Judge(SpotEndpoints.CancelOrder, AskedCancel + "&newClientOrderId=cancel-1", Order("CANCELED")).Reply.ShouldBeOfType<Reply.Answered>();

        reply.Status.ShouldBe((ushort)200);
        Encoding.UTF8.GetString(reply.Body).ShouldBe(
            """
            {"symbol":"BTCUSDT","origClientOrderId":"mine-1","orderId":28,"orderListId":-1,"clientOrderId":"cancel-1","transactTime":1700000000450,
            "price":"50000.00000000","origQty":"0.10000000","executedQty":"0.04000000","origQuoteOrderQty":"0.000000","cummulativeQuoteQty":"2000.00000000",
            "status":"CANCELED","timeInForce":"GTC","type":"LIMIT","side":"BUY","selfTradePreventionMode":"NONE"}
            """.ReplaceLineEndings(""));
    }

    [Theory]
    [InlineData("FILLED")]
    [InlineData("EXPIRED")]
    [InlineData("EXPIRED_IN_MATCH")]
    [InlineData("REJECTED")]
    public void A_cancel_that_came_too_late_is_an_unknown_order(string status) =>
        Judge(SpotEndpoints.CancelOrder, AskedCancel, Order(status)).Reply.ShouldBeSameAs(Reply.UnknownOrder);

    [Theory]
    [InlineData("NEW")]
    [InlineData("PARTIALLY_FILLED")]
    public void A_cancel_of_an_order_that_is_still_open_is_not_known(string status) =>
        Judge(SpotEndpoints.CancelOrder, AskedCancel, Order(status)).Reply.ShouldBeNull();

    [Theory]
    [InlineData("symbol=BTCUSDT&orderId=28", true)]
    [InlineData("symbol=BTCUSDT&orderId=29", false)]
    [InlineData("symbol=BTCUSDT&orderId=28&origClientOrderId=mine-2", false)]
    [InlineData("symbol=ETHUSDT&orderId=28", false)]
    public void Takes_no_other_order_for_the_one_that_was_cancelled(string asked, bool isIt) =>
        (Judge(SpotEndpoints.CancelOrder, asked, Order("CANCELED")).Reply is not null).ShouldBe(isIt);

    [Fact]
    public void Says_nothing_about_calls_that_it_does_not_know() =>
        Judge(SpotEndpoints.CancelOpenOrders, "symbol=BTCUSDT", Order("CANCELED")).ShouldBe(Verdict.Open);

    [Fact]
    public void Keeps_what_only_some_orders_have()
    {
        var order = Order().Replace("\"stopPrice\":\"0.00000000\"", "\"stopPrice\":\"49000.00\",\"strategyId\":37463720", StringComparison.Ordinal);
        var reply = Judge(SpotEndpoints.NewOrder, AskedOrder, order).Reply.ShouldBeOfType<Reply.Answered>();

        var text = Encoding.UTF8.GetString(reply.Body);
        text.ShouldContain("\"stopPrice\":\"49000.00\"");
        text.ShouldContain("\"strategyId\":37463720");
        text.ShouldNotContain("icebergQty");
    }

    internal static string Order(string status = "PARTIALLY_FILLED") =>
        $$"""
        {"symbol":"BTCUSDT","orderId":28,"orderListId":-1,"clientOrderId":"mine-1","price":"50000.00000000","origQty":"0.10000000","executedQty":"0.04000000",
        "cummulativeQuoteQty":"2000.00000000","status":"{{status}}","timeInForce":"GTC","type":"LIMIT","side":"BUY","stopPrice":"0.00000000","icebergQty":"0.00000000",
        "time":1700000000400,"updateTime":1700000000450,"isWorking":true,"workingTime":1700000000400,"origQuoteOrderQty":"0.000000","selfTradePreventionMode":"NONE"}
        """;

    private static Verdict Judge(Endpoint endpoint, string asked, string order, bool inMicroseconds = false) =>
        FoundOrder.Judge(new AskedCall(endpoint, asked, AskedAt), Answer(200, order), inMicroseconds);

    private static ExchangeAnswer Answer(int status, string body) => new()
    {
        Status = (ushort)status,
        Headers = [],
        Body = Encoding.UTF8.GetBytes(body),
        IsEncoded = false,
    };
}
