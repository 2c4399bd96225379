using Countersign.Core.Catalogue;
using Countersign.Core.Refusals;
using Countersign.Core.Requests;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Requests;

public sealed class BotRequestTests
{
    private const string Order = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1";
    private const string Tail = Requested.Tail;

    [Fact]
    public void Reads_an_order_from_query_body_or_both()
    {
        var inQuery = Requested.Read(HttpVerb.Post, "/api/v3/order", Order + Tail);
        var inBody = Requested.Read(HttpVerb.Post, "/api/v3/order", "", Order + Tail);
        var inBoth = Requested.Read(HttpVerb.Post, "/api/v3/order", "timestamp=1736393892000&signature=00", Order);

        foreach (var request in (BotRequest[])[inQuery, inBody, inBoth])
        {
            Requested.Meaning(request).Select(p => $"{p.Name}={p.Value}").ShouldBe(Order.Split('&'));
            request.TimestampMicroseconds.ShouldBe(1_736_393_892_000_000);
            request.RecvWindowMicroseconds.ShouldBe(5_000_000);
        }
    }

    [Theory]
    [InlineData("a%20b", "a b")] // encodeURIComponent
    [InlineData("a+b", "a b")] // urlencode, URLEncoder, URLSearchParams
    [InlineData("a%2Bb", "a+b")]
    [InlineData("a%2bb", "a+b")] // lower-case hex
    [InlineData("%7E*", "~*")] // URLEncoder
    [InlineData("~%2A", "~*")] // urlencode
    [InlineData("!'()", "!'()")] // encodeURIComponent leaves them
    [InlineData("[%22A%22,%22B%22]", "[\"A\",\"B\"]")]
    [InlineData("%E5%B8%81", "币")]
    [InlineData("%F0%9F%98%80", "😀")]
    [InlineData("%41", "A")]
    [InlineData("a%26b%3Dc", "a&b=c")]
    [InlineData("%2525", "%25")] // decoded once, not twice
    public void Decodes_what_real_clients_encode(string encoded, string value) =>
        Requested.Text(Requested.Order($"{Order}&newClientOrderId={encoded}").Find(KnownParameter.NewClientOrderId)).ShouldBe(value);

    [Theory]
    [InlineData("%", "a percent sign alone")]
    [InlineData("%4", "half a pair")]
    [InlineData("%4G", "no hex digit")]
    [InlineData("%u0041", "an old script's escape")]
    [InlineData("\u00e5\u00b8\u0081", "raw UTF-8")]
    [InlineData("%C0%AF", "overlong")]
    [InlineData("%E5%B8", "cut off")]
    [InlineData("%ED%A0%80", "half a surrogate pair")]
    [InlineData("%FF", "no UTF-8")]
    [InlineData("%00", "NUL")]
    [InlineData("a%01b", "the separator of FIX")]
    [InlineData("a%0Ab", "line feed")]
    [InlineData("a%7Fb", "delete")]
    [InlineData("a%C2%85b", "next line")]
    [InlineData("a%E2%80%A8b", "line separator")]
    [InlineData("a b", "raw space")]
    [InlineData("a\tb", "raw tab")]
    [InlineData("a\0b", "raw NUL")]
    [InlineData("a=b", "a second equals sign")]
    [InlineData("a#b", "a fragment")]
    [InlineData("a\\b", "a backslash")]
    [InlineData("a<b", "an angle bracket")]
    [InlineData("a|b", "a bar")]
    public void Refuses_an_odd_encoding(string value, string because) =>
        Requested.Refuse(HttpVerb.Post, "/api/v3/order", $"{Order}&newClientOrderId={value}{Tail}")
            .Kind.ShouldBe(RefusalKind.IllegalCharacters, because);

    [Theory]
    [InlineData("&" + Order + Tail)]
    [InlineData(Order + "&" + Tail)]
    [InlineData(Order + Tail + "&")]
    [InlineData("&")]
    [InlineData("=1&" + Order + Tail)]
    [InlineData("=&" + Order + Tail)]
    public void Refuses_a_stray_ampersand_and_a_missing_name(string query) =>
        Requested.Refuse(HttpVerb.Post, "/api/v3/order", query).Kind.ShouldBe(RefusalKind.IllegalCharacters);

    [Theory]
    [InlineData("newClientOrderId=")]
    [InlineData("newClientOrderId")]
    [InlineData("timestamp=")]
    [InlineData("signature=")]
    public void Refuses_a_parameter_without_a_value(string pair) =>
        Requested.Refuse(HttpVerb.Post, "/api/v3/order", $"{Order}&{pair}{Tail}").Kind.ShouldBe(RefusalKind.EmptyParameter);

    [Theory]
    [InlineData("symbol=ETHUSDT")]
    [InlineData("symbol=BTCUSDT")]
    [InlineData("timestamp=1736393892000")]
    [InlineData("signature=00")]
    [InlineData("recvWindow=1&recvWindow=1")]
    public void Refuses_a_name_twice_in_the_query_or_in_query_and_body(string pair)
    {
        Requested.Refuse(HttpVerb.Post, "/api/v3/order", $"{Order}{Tail}&{pair}").Kind.ShouldBe(RefusalKind.DuplicateParameter);
        Requested.Refuse(HttpVerb.Post, "/api/v3/order", Order + Tail, pair).Kind.ShouldBe(RefusalKind.DuplicateParameter);
    }

    [Theory]
    [InlineData("Symbol=A")]
    [InlineData("%73ymbol=A")]
    [InlineData("symbol%00=A")]
    [InlineData("symbols[]=A")]
    [InlineData("address=bc1")]
    [InlineData("newclientorderid=a")]
    [InlineData("Signature=A")]
    public void Refuses_a_name_that_the_endpoint_does_not_have(string pair) =>
        Requested.Refuse(HttpVerb.Post, "/api/v3/order", $"{Order}&{pair}{Tail}").Kind.ShouldBe(RefusalKind.UnknownParameter);

    [Fact]
    public void Refuses_an_api_key_among_the_parameters() =>
        Requested.Refuse(HttpVerb.Get, "/api/v3/account", "apiKey=abc" + Tail).Kind.ShouldBe(RefusalKind.ForbiddenParameter);

    [Theory]
    [InlineData("side=BUY&type=LIMIT" + Tail, "symbol")]
    [InlineData(Order + "&signature=00", "timestamp")]
    [InlineData(Order + "&timestamp=1736393892000", "signature")]
    [InlineData("", "timestamp")]
    public void Refuses_a_request_that_lacks_something(string query, string name)
    {
        var refusal = Requested.Refuse(HttpVerb.Post, "/api/v3/order", query);

        refusal.Kind.ShouldBe(RefusalKind.MissingParameter);
        refusal.Sentence.ShouldContain(name);
    }

    [Theory]
    [InlineData("quantity", "1e-8", RefusalKind.MalformedNumber)]
    [InlineData("quantity", "-1", RefusalKind.MalformedNumber)]
    [InlineData("quantity", "+1", RefusalKind.MalformedNumber)]
    [InlineData("quantity", "%2B1", RefusalKind.MalformedNumber)]
    [InlineData("price", "1,5", RefusalKind.MalformedNumber)]
    [InlineData("price", ".5", RefusalKind.MalformedNumber)]
    [InlineData("price", "5.", RefusalKind.MalformedNumber)]
    [InlineData("price", "1.2.3", RefusalKind.MalformedNumber)]
    [InlineData("price", "NaN", RefusalKind.MalformedNumber)]
    [InlineData("price", "0x10", RefusalKind.MalformedNumber)]
    [InlineData("price", "%D9%A1", RefusalKind.MalformedNumber)] // an Arabic digit
    [InlineData("stopPrice", "a", RefusalKind.MalformedNumber)]
    [InlineData("icebergQty", "a", RefusalKind.MalformedNumber)]
    [InlineData("quoteOrderQty", "12345678901234567890123456789", RefusalKind.TooManyDigits)]
    [InlineData("quoteOrderQty", "1.2345678901234567890123456789", RefusalKind.TooManyDigits)]
    public void Refuses_what_is_no_number_for_the_exchange(string name, string value, RefusalKind kind)
    {
        var rest = string.Join('&', Order.Split('&').Where(pair => !pair.StartsWith(name + "=", StringComparison.Ordinal)));

        Requested.Refuse(HttpVerb.Post, "/api/v3/order", $"{rest}&{name}={value}{Tail}").Kind.ShouldBe(kind);
    }

    [Theory]
    [InlineData("0.10000000", "0.1")]
    [InlineData("00.5", "0.5")]
    [InlineData("1.0000000000000000000000000000000000", "1")]
    [InlineData("7922816251426433759354395033", "7922816251426433759354395033")]
    [InlineData("0.0000000000000000000000000001", "0.0000000000000000000000000001")]
    [InlineData("0", "0")]
    public void Reads_numbers_exactly(string text, string value)
    {
        ExchangeDecimal.Read(text, out var read).ShouldBe(RefusalKind.None);

        read.ShouldBe(decimal.Parse(value));
    }

    [Theory]
    [InlineData("1736393892000", 1_736_393_892_000_000)]
    [InlineData("1736393892000123", 1_736_393_892_000_123)]
    public void Tells_milliseconds_from_microseconds_by_magnitude(string timestamp, long microseconds) =>
        Requested.Read(HttpVerb.Get, "/api/v3/account", $"timestamp={timestamp}&signature=00").TimestampMicroseconds.ShouldBe(microseconds);

    [Theory]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("1736393892000quoteId")]
    [InlineData("99999999999999999999")]
    [InlineData("+1736393892000")]
    public void Refuses_a_timestamp_that_is_no_plain_number(string timestamp) =>
        Requested.Refuse(HttpVerb.Get, "/api/v3/account", $"timestamp={timestamp}&signature=00").Kind.ShouldBe(RefusalKind.MalformedTimestamp);

    [Theory]
    [InlineData("6000.346", RefusalKind.None)]
    [InlineData("60000", RefusalKind.None)]
    [InlineData("60000.001", RefusalKind.RecvWindowTooLong)]
    [InlineData("6000.3461", RefusalKind.MalformedNumber)]
    [InlineData("1e3", RefusalKind.MalformedNumber)]
    public void Takes_a_receive_window_of_at_most_a_minute_and_three_decimals(string window, RefusalKind kind)
    {
        var query = $"recvWindow={window}{Tail}";
        if (kind == RefusalKind.None)
        {
            Requested.Read(HttpVerb.Get, "/api/v3/account", query).RecvWindowMicroseconds.ShouldBe((long)(decimal.Parse(window) * 1000));
        }
        else
        {
            Requested.Refuse(HttpVerb.Get, "/api/v3/account", query).Kind.ShouldBe(kind);
        }
    }

    [Theory]
    [InlineData("signature=ab&timestamp=1&omitZeroBalances=true", "", "timestamp=1&omitZeroBalances=true")]
    [InlineData("timestamp=1&signature=ab&omitZeroBalances=true", "", "timestamp=1&omitZeroBalances=true")]
    [InlineData("timestamp=1&omitZeroBalances=true&signature=ab", "", "timestamp=1&omitZeroBalances=true")]
    public void Cuts_the_signature_out_of_what_was_signed(string query, string body, string signed)
    {
        var request = Requested.Read(HttpVerb.Get, "/api/v3/account", query, body);

        Requested.Text(Requested.Signed(request)).ShouldBe(signed);
        Requested.Text(request.Signature).ShouldBe("ab");
    }

    [Theory]
    [InlineData("symbol=A&orderId=1", "timestamp=1&signature=ab", "symbol=A&orderId=1timestamp=1")]
    [InlineData("symbol=A&signature=ab", "orderId=1&timestamp=1", "symbol=Aorder" + "Id=1&timestamp=1")]
    [InlineData("symbol=A&timestamp=1", "signature=ab&orderId=1", "symbol=A&timestamp=1orderId=1")]
    [InlineData("symbol=A&timestamp=1", "signature=ab", "symbol=A&timestamp=1")]
    [InlineData("signature=ab", "symbol=A&timestamp=1", "symbol=A&timestamp=1")]
    [InlineData("", "symbol=A&signature=ab&timestamp=1", "symbol=A&timestamp=1")]
    public void Joins_query_and_body_without_a_separator_as_the_exchange_does(string query, string body, string signed) =>
        Requested.Text(Requested.Signed(Requested.Read(HttpVerb.Delete, "/api/v3/order", query, body))).ShouldBe(signed);

    [Fact]
    public void A_signed_request_that_is_split_elsewhere_means_the_same_or_nothing()
    {
        const string Signed = Order + "&timestamp=1736393892000";
        var meaning = Requested.Meaning(Requested.Order(Order));
        var request = new BotRequest();

        for (var cut = 1; cut < Signed.Length; cut++)
        {
            var query = Requested.Bytes(Signed[..cut] + "&signature=00");
            if (request.TryRead(SpotEndpoints.NewOrder, query, Requested.Bytes(Signed[cut..]), out _))
            {
                Requested.Meaning(request).ShouldBe(meaning);
            }
        }
    }

    [Fact]
    public void Refuses_a_body_on_a_GET() =>
        Requested.Refuse(HttpVerb.Get, "/api/v3/account", "timestamp=1&signature=00", "omitZeroBalances=true").Kind.ShouldBe(RefusalKind.BodyNotExpected);

    [Fact]
    public void Refuses_a_body_in_JSON() =>
        Requested.Refuse(HttpVerb.Post, "/api/v3/order", "timestamp=1&signature=00", "{\"symbol\":\"BTCUSDT\"}").Kind.ShouldBe(RefusalKind.EmptyParameter);

    [Fact]
    public void Refuses_what_is_too_long()
    {
        var long8K = new string('a', RequestLimits.MaxQuery);

        Requested.Refuse(HttpVerb.Post, "/api/v3/order", long8K + "a").Kind.ShouldBe(RefusalKind.RequestTooLong);
        Requested.Refuse(HttpVerb.Post, "/api/v3/order", "", long8K + long8K + "a").Kind.ShouldBe(RefusalKind.RequestTooLong);

        // Short as sent, long when every character takes three.
        Requested.Refuse(HttpVerb.Post, "/api/v3/order", $"{Order}&newClientOrderId={new string(':', 4000)}{Tail}").Kind.ShouldBe(RefusalKind.RequestTooLong);
    }

    [Fact]
    public void Refuses_unknown_public_and_stream_calls()
    {
        Requested.Refuse(HttpVerb.Post, "/api/v3/brandNew", Tail).Kind.ShouldBe(RefusalKind.UnknownEndpoint);
        Requested.Refuse(HttpVerb.Get, "/api/v3/depth", "symbol=A" + Tail).Kind.ShouldBe(RefusalKind.NeverSigned);
        Requested.Refuse(HttpVerb.Post, "/fapi/v1/listenKey", Tail).Kind.ShouldBe(RefusalKind.StreamNotPassed);
    }

    [Theory]
    [InlineData("c8DB56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71", true)]
    [InlineData("c8DB56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b7", false)]
    [InlineData("g8DB56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71", false)]
    [InlineData("", false)]
    public void Reads_a_hex_signature_in_either_case(string signature, bool readable)
    {
        if (signature.Length == 0)
        {
            signature = "%41";
        }

        var request = Requested.Read(HttpVerb.Get, "/api/v3/account", $"timestamp=1&signature={signature}");

        Span<byte> mac = stackalloc byte[BotRequest.MacLength];
        request.TryReadMac(mac).ShouldBe(readable);
        if (readable)
        {
            mac[1].ShouldBe((byte)0xDB);
        }
    }

    [Fact]
    public void A_refusal_never_repeats_hostile_text_raw()
    {
        var refusal = Requested.Refuse(HttpVerb.Get, "/api/v3/account", "\u001b[31m\"}\r\nX<script>=1" + Tail);

        refusal.Sentence.ShouldAllBe(c => c >= ' ' && c < '\x7f' && c != '"' && c != '<');
    }
}
