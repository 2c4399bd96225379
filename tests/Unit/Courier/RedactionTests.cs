using System.Text;
using Countersign.Core.Catalogue;
using Countersign.Courier.Wire;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Courier;

public sealed class RedactionTests
{
    private const string ApiKey = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A";
    private const string Hex = "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71";
    private const string Encoded = "AB%2BcdEfGhIjKlMn%2FopQrStUvWxYz0123456789%2Babcdefghij%3D%3D";

    [Theory]
    [InlineData(Hex, Hex)]
    [InlineData(Hex, "C8DB56825AE71D6D79447849E617115F4A920FA2ACDCAB2B053C4B2838BD6B71")]
    [InlineData(Hex, ApiKey)]
    [InlineData(Encoded, Encoded)]
    [InlineData(Encoded, "AB%2bcdEfGhIjKlMn%2fopQrStUvWxYz0123456789%2babcdefghij%3d%3d")]
    [InlineData(Encoded, "AB+cdEfGhIjKlMn/opQrStUvWxYz0123456789+abcdefghij==")]
    [InlineData(Encoded, "AB+cdEfGhIjKlMn/opQrStUvWxYz0123456789+abcdefghij")]
    [InlineData(Encoded, "AB+cdEfGhIjKlMn\\/opQrStUvWxYz0123456789+abcdefghij==")]
    [InlineData(Encoded, "AB\\u002BcdEfGhIjKlMn/opQrStUvWxYz0123456789\\u002Babcdefghij==")]
    public void Blanks_what_was_sent_in_each_form_it_may_come_back_in(string signature, string echoed)
    {
        var answer = Answer($"{{\"msg\":\"{echoed} and {echoed}\"}}", $"x-mbx-echo: {echoed}\r\n");

        var safe = Redaction.Of(Request(signature)).Apply(answer);

        Encoding.ASCII.GetString(safe.Body).ShouldNotContain(echoed[..12]);
        Encoding.ASCII.GetString(safe.Body).ShouldContain(" and ");
        Encoding.ASCII.GetString(safe.Headers).ShouldNotContain(echoed[..12]);
        safe.Body.Length.ShouldBe(answer.Body.Length);
        safe.Headers.Length.ShouldBe(answer.Headers.Length);
    }

    [Fact]
    public void Leaves_an_answer_without_them_as_it_is()
    {
        var answer = Answer("""{"code":-2010,"msg":"Account has insufficient balance for requested action."}""", "date: today\r\n");

        Redaction.Of(Request(Hex)).Apply(answer).ShouldBeSameAs(answer);
    }

    [Fact]
    public void Blanks_nothing_for_a_request_without_signature()
    {
        ExchangeRequest.TryCreate(SpotEndpoints.QueryOrder, "symbol=BTCUSDT"u8, [], [], [], out var request).ShouldBeTrue();
        var answer = Answer("{}", "");

        Redaction.Of(request).Apply(answer).ShouldBeSameAs(answer);
    }

    private static ExchangeRequest Request(string signature)
    {
        ExchangeRequest.TryCreate(
            SpotEndpoints.NewOrder, Encoding.ASCII.GetBytes($"symbol=BTCUSDT&timestamp=1&signature={signature}"), Encoding.ASCII.GetBytes(ApiKey), [], [],
            out var request).ShouldBeTrue();
        return request;
    }

    private static ExchangeAnswer Answer(string body, string headers) => new()
    {
        Status = 400,
        Body = Encoding.ASCII.GetBytes(body),
        Headers = Encoding.ASCII.GetBytes(headers),
        IsEncoded = false,
    };
}
