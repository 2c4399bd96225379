using Countersign.Core.Catalogue;
using Countersign.Core.Refusals;
using Countersign.Core.Requests;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Requests;

public sealed class PublicRequestTests
{
    [Theory]
    [InlineData("/api/v3/depth", "symbol=BTCUSDT&limit=5", "symbol=BTCUSDT&limit=5")]
    [InlineData("/api/v3/ticker/price", "symbols=[%22A%22,%22B%22]", "symbols=[%22A%22,%22B%22]")]
    [InlineData("/api/v3/ping", "", "")]
    [InlineData("/api/v3/depth", "symbol=A&newerThanTheCatalogue=1", "symbol=A&newerThanTheCatalogue=1")]
    public void Passes_public_data_with_its_bytes_unchanged(string path, string query, string sent) =>
        Pass(path, query).ShouldBe(sent);

    [Theory]
    [InlineData("symbol=A&timestamp=1&signature=abc", "symbol=A")]
    [InlineData("signature=abc&symbol=A", "symbol=A")]
    [InlineData("apiKey=abc&recvWindow=5&symbol=A&signature", "symbol=A")]
    [InlineData("signature=abc", "")]
    public void Strips_credentials(string query, string sent) => Pass("/api/v3/depth", query).ShouldBe(sent);

    [Fact]
    public void Keeps_a_receive_window_that_the_endpoint_has() =>
        Pass("/sapi/v1/margin/delist-schedule", "recvWindow=5&timestamp=1").ShouldBe("recvWindow=5");

    [Theory]
    [InlineData(HttpVerb.Get, "/api/v3/account", "", 0, RefusalKind.MissingParameter)]
    [InlineData(HttpVerb.Post, "/fapi/v1/listenKey", "", 0, RefusalKind.StreamNotPassed)]
    [InlineData(HttpVerb.Post, "/api/v3/userDataStream", "", 0, RefusalKind.StreamNotPassed)]
    [InlineData(HttpVerb.Get, "/api/v3/brandNew", "", 0, RefusalKind.UnknownEndpoint)]
    [InlineData(HttpVerb.Post, "/api/v3/ping", "", 0, RefusalKind.UnknownEndpoint)]
    [InlineData(HttpVerb.Get, "/sapi/v1/blvt/tokenInfo", "", 0, RefusalKind.UnknownEndpoint)]
    [InlineData(HttpVerb.Get, "/api/v3/depth", "symbol=A", 1, RefusalKind.BodyNotExpected)]
    [InlineData(HttpVerb.Get, "/api/v3/depth", "symbol=A B", 0, RefusalKind.IllegalCharacters)]
    [InlineData(HttpVerb.Get, "/api/v3/depth", "symbol=A\r\nHost: b", 0, RefusalKind.IllegalCharacters)]
    [InlineData(HttpVerb.Get, "/api/v3/depth", "symbol=A#b", 0, RefusalKind.IllegalCharacters)]
    [InlineData(HttpVerb.Get, "/api/v3/depth", "symbol=A&%73ignature=b", 0, RefusalKind.IllegalCharacters)]
    public void Refuses_what_is_not_plain_public_data(HttpVerb method, string path, string query, int bodyLength, RefusalKind kind)
    {
        PublicRequest.TryRead(method, Requested.Bytes(path), Requested.Bytes(query), bodyLength, out _, out var refusal).ShouldBeFalse();

        refusal!.Kind.ShouldBe(kind);
    }

    private static string Pass(string path, string query)
    {
        PublicRequest.TryRead(HttpVerb.Get, Requested.Bytes(path), Requested.Bytes(query), 0, out var request, out var refusal)
            .ShouldBeTrue(refusal?.ToString());
        return Requested.Text(request!.Query.Span);
    }
}
