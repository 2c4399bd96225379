using System.Text.Json.Nodes;
using Countersign.Core.Refusals;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Refusals;

public sealed class RefusalTableTests
{
    [Fact]
    public void Has_one_row_for_every_kind() =>
        RefusalTable.Rows.Select(row => row.Kind).ShouldBe(Enum.GetValues<RefusalKind>().Where(kind => kind != RefusalKind.None), ignoreOrder: true);

    [Fact]
    public void Codes_are_unique_kebab_case_names_of_their_kinds()
    {
        foreach (var row in RefusalTable.Rows)
        {
            row.Code.Replace("-", "", StringComparison.Ordinal).ShouldBe(row.Kind.ToString().ToLowerInvariant());
            RefusalTable.Find(row.Code).ShouldBeSameAs(row);
            RefusalTable.Find((ushort)row.Kind).ShouldBeSameAs(row);
        }
    }

    [Fact]
    public void Only_an_unknown_outcome_has_a_status_that_clients_read_as_unknown() =>
        RefusalTable.Rows.Where(row => row.HttpStatus >= 500).Select(row => row.Kind).ShouldBe([RefusalKind.OutcomeUnknown]);

    [Theory]
    [InlineData(RefusalKind.MaxNotional, 400, -2010)]
    [InlineData(RefusalKind.NeverSigned, 401, -2015)]
    [InlineData(RefusalKind.UnknownBot, 401, -2015)]
    [InlineData(RefusalKind.BadKeyFormat, 401, -2014)]
    [InlineData(RefusalKind.BadSignature, 400, -1022)]
    [InlineData(RefusalKind.TimestampTooOld, 400, -1021)]
    [InlineData(RefusalKind.SignerLocked, 400, -1016)]
    [InlineData(RefusalKind.RateStop, 429, -1003)]
    [InlineData(RefusalKind.OutcomeUnknown, 503, -1007)]
    public void Speaks_in_the_exchanges_numbers(RefusalKind kind, int status, int code)
    {
        var row = RefusalTable.Of(kind);

        row.HttpStatus.ShouldBe(status);
        row.ExchangeCode.ShouldBe(code);
    }

    [Fact]
    public void Writes_the_exchanges_error_shape() =>
        Text(new Refusal(RefusalKind.MaxNotional, "order notional 1200 exceeds the limit of 1000 for BTCUSDT"))
            .ShouldBe("{\"code\":-2010,\"msg\":\"countersign max-notional: order notional 1200 exceeds the limit of 1000 for BTCUSDT\"}");

    [Fact]
    public void Puts_the_exchanges_words_first_where_it_has_some() =>
        Text(new Refusal(RefusalKind.BadSignature, "the signature is not the bot's"))
            .ShouldStartWith("{\"code\":-1022,\"msg\":\"Signature for this request is not valid. (countersign bad-signature: ");

    [Fact]
    public void Escapes_whatever_a_sentence_holds()
    {
        const string Hostile = "\"},\r\n\0\u2028<script>\ud800 币";

        var message = JsonNode.Parse(Text(new Refusal(RefusalKind.MaxNotional, Hostile)))!;

        message["code"]!.GetValue<int>().ShouldBe(-2010);
        message["msg"]!.GetValue<string>().ShouldEndWith("<script>\ufffd 币");
        Text(new Refusal(RefusalKind.MaxNotional, Hostile)).ShouldAllBe(c => c >= ' ' && c < '\x7f');
    }

    [Fact]
    public void Does_not_know_a_code_from_outside_the_table()
    {
        RefusalTable.Find("no-such-code").ShouldBeNull();
        RefusalTable.Find(0).ShouldBeNull();
        RefusalTable.Find(65535).ShouldBeNull();
    }

    private static string Text(Refusal refusal) => System.Text.Encoding.UTF8.GetString(RefusalMessage.ToUtf8(refusal));
}
