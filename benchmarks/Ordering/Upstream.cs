namespace Countersign.Benchmarks.Ordering;

/// <summary>
/// What stands for the exchange: an nginx that looks at nothing and answers every order at once, and what the courier asks by itself; so fast that
/// it is not what limits the others. And the plain reverse proxy before it that Countersign is compared with.
/// </summary>
internal static class Upstream
{
    private const string Answers = """
        add_header x-mbx-used-weight 1;
        add_header x-mbx-used-weight-1m 1;
        add_header x-mbx-order-count-10s 1;
        location = /api/v3/time { return 200 '{"serverTime":$milliseconds}'; }
        location = /api/v3/ticker/bookTicker {
            return 200 '[{"symbol":"BTCUSDT","bidPrice":"49999.00","bidQty":"1.0","askPrice":"50001.00","askQty":"1.0"}]';
        }
        location = /api/v3/avgPrice { return 200 '{"mins":5,"price":"50000.00","closeTime":$milliseconds}'; }
        location = /sapi/v1/account/apiRestrictions {
            return 200 '{"ipRestrict":true,"createTime":1,"enableReading":true,"enableSpotAndMarginTrading":true,"enableWithdrawals":false}';
        }
        location = /api/v3/order {
            return 200 '{"symbol":"BTCUSDT","orderId":28,"orderListId":-1,"clientOrderId":"bench","transactTime":$milliseconds,"price":"45000.00","origQty":"0.00100000","executedQty":"0.00000000","origQuoteOrderQty":"0.00000000","cummulativeQuoteQty":"0.00000000","status":"NEW","timeInForce":"GTC","type":"LIMIT","side":"BUY","workingTime":$milliseconds,"selfTradePreventionMode":"NONE","fills":[]}';
        }
        """;

    public static Task<Nginx> StartAsync() =>
        Nginx.StartAsync(Answers, """map $msec $milliseconds { "~^(?<seconds>[0-9]+)\.(?<rest>[0-9]+)$" $seconds$rest; }""");

    public static Task<Nginx> StartProxyAsync(Nginx upstream) => Nginx.StartAsync(
        """
        location / {
            proxy_pass http://upstream;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
        }
        """,
        $$"""upstream upstream { server 127.0.0.1:{{upstream.Port}}; keepalive 64; }""");
}
