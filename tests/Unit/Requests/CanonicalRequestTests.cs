using System.Diagnostics;
using Countersign.Core.Catalogue;
using Countersign.Core.Requests;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Requests;

public sealed class CanonicalRequestTests
{
    private static Stamp Stamped => new(1_800_000_000_000, 1000, "cs-1"u8);

    [Fact]
    public void Stamps_an_order_anew_and_gives_it_an_id()
    {
        var request = Requested.Read(HttpVerb.Post, "/api/v3/order",
            "timestamp=1736393892000&signature=00&recvWindow=60000", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=1.0");

        Requested.Canonical(request, Stamped).ShouldBe(
            "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=1.0&newClientOrderId=cs-1&recvWindow=1000&timestamp=1800000000000");
        CanonicalRequest.NeedsClientOrderId(request).ShouldBeTrue();
    }

    [Fact]
    public void Keeps_the_id_that_the_bot_gave()
    {
        var request = Requested.Order("symbol=A&newClientOrderId=mine&side=BUY&type=MARKET");

        Requested.Canonical(request, Stamped).ShouldBe("symbol=A&newClientOrderId=mine&side=BUY&type=MARKET&recvWindow=1000&timestamp=1800000000000");
        CanonicalRequest.NeedsClientOrderId(request).ShouldBeFalse();
    }

    [Fact]
    public void Gives_no_id_to_a_call_that_places_nothing()
    {
        var request = Requested.Read(HttpVerb.Delete, "/api/v3/order", "symbol=A&orderId=1" + Requested.Tail);

        Requested.Canonical(request, Stamped).ShouldBe("symbol=A&orderId=1&recvWindow=1000&timestamp=1800000000000");
        CanonicalRequest.NeedsClientOrderId(request).ShouldBeFalse();
    }

    [Theory]
    [InlineData("a+b")]
    [InlineData("a%20b")]
    public void Writes_one_form_whatever_the_client_wrote(string encoded) =>
        Requested.Canonical(Requested.Order($"symbol={encoded}%e5%b8%81*~%7e!&side=BUY&type=LIMIT"), Stamped)
            .ShouldStartWith("symbol=a%20b%E5%B8%81%2A~~%21&side=BUY");

    [Fact]
    public void Appends_a_hex_signature()
    {
        var payload = House(SpotEndpoints.Account);

        Signed(payload, [0xAB, 0x01], SignatureEncoding.Hex).ShouldBe("recvWindow=1000&timestamp=1800000000000&signature=ab01");
    }

    [Fact]
    public void Appends_a_base64_signature_percent_encoded()
    {
        var payload = House(SpotEndpoints.QueryOrder, ("symbol", "BTCUSDT"), ("origClientOrderId", "x"));

        Signed(payload, [0xFB, 0xFF, 0xFE, 0x00], SignatureEncoding.Base64)
            .ShouldBe("symbol=BTCUSDT&origClientOrderId=x&recvWindow=1000&timestamp=1800000000000&signature=%2B%2F%2F%2BAA%3D%3D");
    }

    [Fact]
    public void A_signature_of_the_longest_key_fits_the_promised_length()
    {
        var payload = House(SpotEndpoints.Account);
        var signature = Enumerable.Repeat((byte)0xFF, 512).ToArray();

        Signed(payload, signature, SignatureEncoding.Base64).Length.ShouldBeLessThanOrEqualTo(SignedQuery.MaxLength(payload.Length, 512));
    }

    [Fact]
    public void Is_not_to_be_had_for_what_is_never_signed()
    {
        var withdrawal = Requested.Read(HttpVerb.Post, "/sapi/v1/capital/withdraw/apply", "coin=BTC&address=a&amount=1" + Requested.Tail);

        Should.Throw<UnreachableException>(() => Requested.Canonical(withdrawal, Stamped));
    }

    [Fact]
    public void Parsing_what_was_printed_gives_what_was_parsed()
    {
        var random = new Random(1);
        foreach (var endpoint in EndpointCatalogue.All.Where(endpoint => !endpoint.NeverSigned))
        {
            var query = string.Join('&', endpoint.Parameters.OrderBy(_ => random.Next()).Where(name => name.Required || random.Next(2) == 0)
                .Select(name => $"{name.Text}={(name.IsDecimal ? "1.50" : RandomValue(random))}"));
            var first = Requested.Read(endpoint.Method, endpoint.Path, (query + Requested.Tail).TrimStart('&'));
            var printed = Signed(Requested.Canonical(first, Stamped), new byte[32], SignatureEncoding.Hex);

            var second = Requested.Read(endpoint.Method, endpoint.Path, printed);
            var printedAgain = Signed(Requested.Canonical(second, Stamped), new byte[32], SignatureEncoding.Hex);

            Requested.Meaning(second).Take(first.ParameterCount).ShouldBe(Requested.Meaning(first));
            second.TimestampMicroseconds.ShouldBe(1_800_000_000_000_000);
            printedAgain.ShouldBe(printed);
        }
    }

    private static string RandomValue(Random random)
    {
        string[] pieces = ["a", "Z", "0", "+", "%2B", "%20", "*", "%2a", "~", "%7E", "!", "'", "%E5%B8%81", "%F0%9F%98%80", "[", "%22", ",", "%26", "%3D", "%25", "@"];
        return string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => pieces[random.Next(pieces.Length)]));
    }

    private static string House(Endpoint endpoint, params ReadOnlySpan<(string Name, string Value)> parameters)
    {
        var payload = new byte[CanonicalRequest.MaxLength];
        return Requested.Text(payload.AsSpan(0, CanonicalRequest.WriteForHouse(endpoint, Stamped, payload, parameters)));
    }

    private static string Signed(string payload, byte[] signature, SignatureEncoding encoding)
    {
        var wire = new byte[SignedQuery.MaxLength(payload.Length, signature.Length)];
        Requested.Bytes(payload).CopyTo(wire, 0);
        return Requested.Text(wire.AsSpan(0, SignedQuery.Append(wire, payload.Length, signature, encoding)));
    }
}
