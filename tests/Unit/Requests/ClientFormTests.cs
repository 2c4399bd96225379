using Countersign.Core.Catalogue;
using Countersign.Core.Requests;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Requests;

/// <summary>One order and one cancel in the forms in which client libraries send them (the connectors as named): each means the same.</summary>
public sealed class ClientFormTests
{
    private const string Stamp = "timestamp=1736393892000&signature=c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71";
    private const string Order = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.00100000&price=50000";

    [Theory]
    [InlineData("everything in the query (python and js connectors)", Order + "&" + Stamp, "")]
    [InlineData("everything in the body, as a form", "", Order + "&" + Stamp)]
    [InlineData("stamp in the query, the rest in the body (java connector)", Stamp, Order)]
    [InlineData("all but the signature in the body", "signature=ab", Order + "&timestamp=1736393892000")]
    [InlineData("the receive window first of all", "recvWindow=5000&" + Order + "&" + Stamp, "")]
    [InlineData("a receive window with a fraction", Order + "&recvWindow=5000.0&" + Stamp, "")]
    public void An_order_means_the_same(string form, string query, string body)
    {
        var canonical = Requested.Canonical(Requested.Read(HttpVerb.Post, "/api/v3/order", query, body), new Stamp(1, 2, "id"u8));

        canonical.ShouldBe(Order + "&newClientOrderId=id&recvWindow=2&timestamp=1", form);
    }

    [Theory]
    [InlineData("in the query", "symbol=BTCUSDT&orderId=28&" + Stamp, "")]
    [InlineData("in the body", "", "symbol=BTCUSDT&orderId=28&" + Stamp)]
    public void A_cancel_means_the_same(string form, string query, string body)
    {
        var canonical = Requested.Canonical(Requested.Read(HttpVerb.Delete, "/api/v3/order", query, body), new Stamp(1, 2, "id"u8));

        canonical.ShouldBe("symbol=BTCUSDT&orderId=28&recvWindow=2&timestamp=1", form);
    }
}
