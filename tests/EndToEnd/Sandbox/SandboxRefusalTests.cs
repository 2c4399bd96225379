using System.Net;
using Shouldly;
using Xunit;

namespace Countersign.EndToEnd.Sandbox;

/// <summary>The exchange's own codes and messages for orders that it does not take.</summary>
public sealed class SandboxRefusalTests(SharedSandbox shared) : IClassFixture<SharedSandbox>
{
    [Theory]
    [InlineData("symbol=NOSUCH&side=BUY&type=MARKET&quantity=1", -1121, "Invalid symbol.")]
    [InlineData("symbol=btcusdt&side=BUY&type=MARKET&quantity=1", -1100, "Illegal characters found in parameter 'symbol'; legal range is '^[A-Z0-9-_.]{1,20}$'.")]
    [InlineData("side=BUY&type=MARKET&quantity=1", -1102, "Mandatory parameter 'symbol' was not sent, was empty/null, or malformed.")]
    [InlineData("symbol=BTCUSDT&side=HOLD&type=MARKET&quantity=1", -1117, "Invalid side.")]
    [InlineData("symbol=BTCUSDT&side=BUY&type=GUESS&quantity=1", -1116, "Invalid orderType.")]
    [InlineData("symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=XXX&quantity=1&price=60000", -1115, "Invalid timeInForce.")]
    [InlineData("symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1", -1102, "Mandatory parameter 'price' was not sent, was empty/null, or malformed.")]
    [InlineData("symbol=BTCUSDT&side=BUY&type=MARKET", -1102, "Param 'quantity' or 'quoteOrderQty' must be sent, but both were empty/null!")]
    [InlineData("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=1&price=60000", -1106, "Parameter 'price' sent when not required.")]
    [InlineData("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.0000000001", -1111, "Parameter 'quantity' has too much precision.")]
    [InlineData("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=1e3", -1100, @"Illegal characters found in parameter 'quantity'; legal range is '^([0-9]{1,20})(\.[0-9]{1,20})?$'.")]
    [InlineData("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0", -1013, "Invalid quantity.")]
    [InlineData("symbol=BTCUSDT&side=BUY&type=STOP_LOSS&quantity=1&stopPrice=1", -1013, "Stop loss orders are not supported for this symbol.")]
    [InlineData("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.001&timeInforce=GTC", -1104, "Not all sent parameters were read; read '6' parameter(s) but was sent '7'.")]
    [InlineData("symbol=BTCUSDT&side=BUY&side=SELL&type=MARKET&quantity=0.001", -1101, "Duplicate values for parameter 'side'.")]
    [InlineData("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.001&newClientOrderId=a%20b", -1100, "Illegal characters found in parameter 'newClientOrderId'; legal range is '^[a-zA-Z0-9-_]{1,36}$'.")]
    [InlineData("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.001&strategyType=5", -1134, "`strategyType` was less than 1000000.")]
    [InlineData("symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.001&price=60000.001", -1013, "Filter failure: PRICE_FILTER")]
    [InlineData("symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.001&price=400000", -1013, "Filter failure: PERCENT_PRICE_BY_SIDE")]
    [InlineData("symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.001005&price=60000", -1013, "Filter failure: LOT_SIZE")]
    [InlineData("symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.00001&price=60000", -1013, "Filter failure: NOTIONAL")]
    [InlineData("symbol=BTCUSDT&side=SELL&type=MARKET&quantity=500", -1013, "Filter failure: MARKET_LOT_SIZE")]
    [InlineData("symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=60000", -2010, "Account has insufficient balance for requested action.")]
    [InlineData("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=1", -2010, "Account has insufficient balance for requested action.")]
    [InlineData("symbol=BTCUSDT&side=BUY&type=LIMIT_MAKER&quantity=0.001&price=60100", -2010, "Order would immediately match and take.")]
    public async Task Refuses_an_order_in_the_exchanges_words(string order, int code, string message)
    {
        var answer = await shared.World.Client.OrderAsync(order);

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        (answer.Code, answer.Message).ShouldBe((code, message));
        answer.Header("Content-Type").ShouldBe("application/json;charset=UTF-8");
        (await shared.World.TraderAsync()).Orders.ShouldBeEmpty();
    }
}
