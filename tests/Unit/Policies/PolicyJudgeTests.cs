using Countersign.Core.Catalogue;
using Countersign.Core.Policies;
using Countersign.Core.Refusals;
using Countersign.Core.Requests;
using Countersign.Unit.Requests;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Policies;

public sealed class PolicyJudgeTests
{
    private const string Limit = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC";
    private const string Maker = "symbol=BTCUSDT&side=SELL&type=LIMIT_MAKER";
    private const string Market = "symbol=BTCUSDT&type=MARKET";

    [Fact]
    public void Allows_an_order_at_the_limit_and_refuses_one_above_it()
    {
        Policed.Allow(Requested.Order($"{Limit}&quantity=5&price=200")).Notional.ShouldBe(1000m);

        var refusal = Policed.Refuse(Requested.Order($"{Limit}&quantity=6&price=200"));
        refusal.Kind.ShouldBe(RefusalKind.MaxNotional);
        refusal.Sentence.ShouldBe("order notional 1200 exceeds the limit of 1000 for BTCUSDT");
    }

    [Theory]
    [InlineData($"{Limit}&quantity=2&price=200", 400)]
    [InlineData($"{Limit}&quantity=2&price=50", 201)] // below the market the reference counts
    [InlineData("symbol=BTCUSDT&side=SELL&type=LIMIT&timeInForce=IOC&quantity=2&price=1", 201)]
    [InlineData($"{Maker}&quantity=2&price=200", 400)]
    [InlineData($"{Maker}&quantity=2&price=1", 201)]
    [InlineData($"{Market}&side=BUY&quantity=2", 202)] // takes the ask
    [InlineData($"{Market}&side=SELL&quantity=2", 201)] // takes the bid, but the reference is higher
    [InlineData($"{Market}&side=BUY&quoteOrderQty=300", 300)]
    [InlineData($"{Market}&side=SELL&quoteOrderQty=200", 201)] // 2 at the bid, but the reference is higher
    public void Counts_an_order_by_the_worse_price(string order, decimal notional)
    {
        var decision = Policed.Allow(Requested.Order(order));

        decision.ShouldBe(new Decision(Effect.Trade, "BTCUSDT", notional, decision.Charge));
        (decision.Charge.Asset, decision.Charge.Orders, decision.Charge.Notional).ShouldBe(("USDT", 1u, notional));
    }

    [Fact]
    public void Judges_a_test_order_as_the_order_it_could_become()
    {
        var test = Requested.Read(HttpVerb.Post, "/api/v3/order/test", $"{Limit}&quantity=6&price=200&computeCommissionRates=true{Requested.Tail}");

        Policed.Refuse(test).Kind.ShouldBe(RefusalKind.MaxNotional);
        Policed.Allow(test, Policed.Spot(1200m, "BTCUSDT")).Effect.ShouldBe(Effect.Trade);
    }

    [Theory]
    [InlineData("symbol=SCAMUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=5", RefusalKind.SymbolNotAllowed)]
    [InlineData("symbol=btcusdt&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=5", RefusalKind.SymbolNotAllowed)]
    [InlineData("symbol=BTCUSDT%20&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=5", RefusalKind.SymbolNotAllowed)]
    [InlineData("symbol=BTCUSDT&side=BUY&type=STOP_LOSS_LIMIT&timeInForce=GTC&quantity=1&price=5", RefusalKind.OrderTypeNotAllowed)]
    [InlineData("symbol=BTCUSDT&side=BUY&type=limit&timeInForce=GTC&quantity=1&price=5", RefusalKind.InvalidOrderType)]
    [InlineData("symbol=BTCUSDT&side=buy&type=LIMIT&timeInForce=GTC&quantity=1&price=5", RefusalKind.InvalidSide)]
    [InlineData($"symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTX&quantity=1&price=5", RefusalKind.InvalidTimeInForce)]
    [InlineData($"{Limit}&quantity=1&price=5&stopPrice=4", RefusalKind.ParameterNotAllowed)]
    [InlineData($"{Limit}&quantity=1&price=5&icebergQty=1", RefusalKind.ParameterNotAllowed)]
    [InlineData($"{Limit}&quantity=1&price=5&trailingDelta=1", RefusalKind.ParameterNotAllowed)]
    [InlineData($"{Limit}&quantity=1&pegPriceType=PRIMARY_PEG", RefusalKind.ParameterNotAllowed)]
    [InlineData($"{Limit}&quantity=1&price=5&selfTradePreventionMode=TRANSFER", RefusalKind.ParameterNotAllowed)]
    [InlineData($"{Limit}&quantity=1&price=5&selfTradePreventionMode=transfer", RefusalKind.ParameterNotAllowed)]
    [InlineData($"{Limit}&quantity=1&price=5&quoteOrderQty=5", RefusalKind.ParameterNotAllowed)]
    [InlineData($"{Market}&side=BUY&quantity=1&price=5", RefusalKind.ParameterNotAllowed)]
    [InlineData($"{Market}&side=BUY&quantity=1&quoteOrderQty=5", RefusalKind.IncompleteOrder)]
    [InlineData($"{Market}&side=BUY", RefusalKind.IncompleteOrder)]
    [InlineData($"{Market}&side=BUY&quantity=0.000", RefusalKind.IncompleteOrder)]
    [InlineData($"{Limit}&price=5", RefusalKind.IncompleteOrder)]
    [InlineData($"{Limit}&quantity=5", RefusalKind.IncompleteOrder)]
    [InlineData("symbol=BTCUSDT&side=BUY&type=LIMIT&quantity=1&price=5", RefusalKind.IncompleteOrder)]
    [InlineData($"{Limit}&quantity=1&price=5&newClientOrderId=a%20b", RefusalKind.IllegalCharacters)]
    [InlineData($"{Limit}&quantity=1&price=5&newClientOrderId=abcdefghijabcdefghijabcdefghijabcdefg", RefusalKind.IllegalCharacters)]
    [InlineData($"{Limit}&quantity=9999999999999999999999999999&price=9999999999999999999999999999", RefusalKind.NumberOverflow)]
    public void Refuses_an_order_that_it_does_not_understand_or_the_policy_does_not_name(string order, RefusalKind kind) =>
        Policed.Refuse(Requested.Order(order)).Kind.ShouldBe(kind);

    [Fact]
    public void Refuses_an_order_type_that_the_policy_leaves_out() =>
        Policed.Refuse(Requested.Order($"{Market}&side=BUY&quantity=1"), Policed.Trading with { OrderTypes = [OrderType.LimitMaker] })
            .Kind.ShouldBe(RefusalKind.OrderTypeNotAllowed);

    [Theory]
    [InlineData(HttpVerb.Post, "/api/v3/order/cancelReplace", $"{Limit}&quantity=1&price=5&cancelReplaceMode=STOP_ON_FAILURE&cancelOrderId=1")]
    [InlineData(HttpVerb.Post, "/api/v3/sor/order", $"{Limit}&quantity=1&price=5")]
    [InlineData(HttpVerb.Post, "/api/v3/sor/order/test", $"{Limit}&quantity=1&price=5")]
    [InlineData(HttpVerb.Put, "/api/v3/order/amend/keepPriority", "symbol=BTCUSDT&orderId=1&newQty=1")]
    [InlineData(HttpVerb.Post, "/api/v3/orderList/oco", "symbol=BTCUSDT&side=BUY&quantity=1&aboveType=LIMIT_MAKER&belowType=STOP_LOSS")]
    [InlineData(HttpVerb.Delete, "/api/v3/orderList", "symbol=BTCUSDT&orderListId=1")]
    [InlineData(HttpVerb.Post, "/sapi/v1/margin/order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=1")]
    [InlineData(HttpVerb.Post, "/fapi/v1/order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=1")]
    [InlineData(HttpVerb.Delete, "/fapi/v1/allOpenOrders", "symbol=BTCUSDT")]
    public void Refuses_trading_calls_that_are_not_judged_yet(HttpVerb method, string path, string query) =>
        Policed.Refuse(Requested.Read(method, path, query + Requested.Tail)).Kind.ShouldBe(RefusalKind.EndpointNotAllowed);

    [Fact]
    public void Every_call_that_is_allowed_reads_or_is_one_of_four()
    {
        var request = new BotRequest();
        var allowed = EndpointCatalogue.All.Where(endpoint => endpoint.IsSigned).Where(endpoint =>
        {
            var values = string.Join('&', endpoint.Required.Select(name => name is "symbol" ? "symbol=BTCUSDT" : name is "side" ? "side=BUY"
                : name is "type" ? "type=MARKET&quantity=1" : $"{name}=1").Distinct(StringComparer.Ordinal));
            var query = (values + Requested.Tail).TrimStart('&');
            return request.TryRead(endpoint, Requested.Bytes(query), default, out _)
                && PolicyJudge.TryAllow(Policed.Trading, request, Policed.Facts, Policed.Now, out _, out _)
                && endpoint.Effect != Effect.Read;
        });

        allowed.Select(endpoint => endpoint.ToString()).ShouldBe(
            ["DELETE /api/v3/openOrders", "DELETE /api/v3/order", "POST /api/v3/order", "POST /api/v3/order/test"], ignoreOrder: true);
    }

    [Theory]
    [InlineData(HttpVerb.Post, "/sapi/v1/capital/withdraw/apply", "coin=BTC&address=a&amount=1")]
    [InlineData(HttpVerb.Post, "/sapi/v1/account/enableFastWithdrawSwitch", "recvWindow=5000")]
    [InlineData(HttpVerb.Post, "/sapi/v1/asset/transfer", "type=MAIN_UMFUTURE&asset=USDT&amount=1")]
    public void Refuses_what_is_never_signed_whatever_the_policy(HttpVerb method, string path, string query)
    {
        var request = Requested.Read(method, path, query + Requested.Tail);

        Policed.Refuse(request).Kind.ShouldBe(RefusalKind.NeverSigned);
        Policed.Refuse(request, Policed.ReadOnly).Kind.ShouldBe(RefusalKind.NeverSigned);
    }

    [Fact]
    public void A_read_only_policy_reads_and_does_nothing_else()
    {
        Policed.Allow(Requested.Read(HttpVerb.Get, "/api/v3/account", Requested.Tail[1..]), Policed.ReadOnly).Effect.ShouldBe(Effect.Read);
        Policed.Allow(Requested.Read(HttpVerb.Post, "/sapi/v1/asset/get-funding-asset", Requested.Tail[1..]), Policed.ReadOnly).Effect.ShouldBe(Effect.Read);

        foreach (var request in (BotRequest[])[
            Requested.Order($"{Market}&side=BUY&quantity=1"),
            Requested.Read(HttpVerb.Post, "/api/v3/order/test", $"{Market}&side=BUY&quantity=1{Requested.Tail}"),
            Requested.Read(HttpVerb.Delete, "/api/v3/openOrders", "symbol=BTCUSDT" + Requested.Tail)])
        {
            Policed.Refuse(request, Policed.ReadOnly).Kind.ShouldBe(RefusalKind.EndpointNotAllowed);
        }
    }

    [Theory]
    [InlineData("/api/v3/order", "&orderId=1")]
    [InlineData("/api/v3/openOrders", "")]
    public void A_cancel_needs_its_symbol_in_the_policy_and_no_market_facts(string path, string rest)
    {
        PolicyJudge.TryAllow(Policed.Trading, Requested.Read(HttpVerb.Delete, path, $"symbol=BTCUSDT{rest}{Requested.Tail}"), null, Policed.Now, out var decision, out _)
            .ShouldBeTrue();
        decision.ShouldBe(new Decision(Effect.Cancel, "BTCUSDT", null));

        Policed.Refuse(Requested.Read(HttpVerb.Delete, path, $"symbol=ETHUSDT{rest}{Requested.Tail}")).Kind.ShouldBe(RefusalKind.SymbolNotAllowed);
    }

    public static TheoryData<string, MarketFacts?> UnfitFacts => new()
    {
        { "absent", null },
        { "old book", Policed.Facts with { BookTakenAt = Policed.Now - MarketFacts.MaxBookAge - TimeSpan.FromMilliseconds(1) } },
        { "old average", Policed.Facts with { AverageTakenAt = Policed.Now - MarketFacts.MaxAverageAge - TimeSpan.FromMilliseconds(1) } },
        { "from the future", Policed.Facts with { BookTakenAt = Policed.Now.AddSeconds(2) } },
        { "no bid", Policed.Facts with { Bid = 0 } },
        { "no ask", Policed.Facts with { Ask = 0 } },
        { "no average", Policed.Facts with { Average = 0 } },
        { "torn", Policed.Facts with { Bid = 101 } },
    };

    [Theory]
    [MemberData(nameof(UnfitFacts))]
    public void Without_fit_market_facts_only_a_maker_order_that_buys_passes(string why, MarketFacts? facts)
    {
        foreach (var order in (string[])[$"{Limit}&quantity=1&price=5", $"{Market}&side=BUY&quantity=1", $"{Market}&side=SELL&quoteOrderQty=5", $"{Maker}&quantity=2&price=200"])
        {
            Policed.RefuseWith(Requested.Order(order), Policed.Trading, facts).Kind.ShouldBe(RefusalKind.MarketFactsUnfit, why);
        }

        PolicyJudge.TryAllow(Policed.Trading, Requested.Order("symbol=BTCUSDT&side=BUY&type=LIMIT_MAKER&quantity=2&price=200"), facts, Policed.Now, out var decision, out _).ShouldBeTrue(why);
        decision.Notional.ShouldBe(400m);
    }

    [Fact]
    public void A_thief_who_has_emptied_the_bids_cannot_offer_everything_for_next_to_nothing()
    {
        var nobodyBids = Policed.Facts with { Bid = 0 };
        Policed.Refuse(Requested.Order($"{Maker}&quantity=1000000&price=0.001"), facts: nobodyBids).Kind.ShouldBe(RefusalKind.MarketFactsUnfit);

        var oneLowBid = Policed.Facts with { Bid = 1 };
        var sale = Policed.Refuse(Requested.Order($"{Market}&side=SELL&quoteOrderQty=100"), facts: oneLowBid);
        sale.Sentence.ShouldBe("order notional 10050 exceeds the limit of 1000 for BTCUSDT");
    }

    [Fact]
    public void Facts_at_their_greatest_age_are_fit() =>
        Policed.Allow(
            Requested.Order($"{Market}&side=BUY&quantity=1"),
            facts: Policed.Facts with { BookTakenAt = Policed.Now - MarketFacts.MaxBookAge, AverageTakenAt = Policed.Now - MarketFacts.MaxAverageAge });
}
