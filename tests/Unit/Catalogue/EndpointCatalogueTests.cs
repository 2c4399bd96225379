using System.Text.Json.Nodes;
using Countersign.Core.Catalogue;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Catalogue;

public sealed class EndpointCatalogueTests
{
    private static readonly string[] _implied = ["timestamp", "recvWindow", "signature"];

    [Fact]
    public void Holds_every_row_of_the_sources_with_the_overlay_applied()
    {
        var overlay = Load("overlay.json");
        var expected = Load("endpoints.json").AsArray().Select(row => Describe(row!, overlay)).Order(StringComparer.Ordinal);

        EndpointCatalogue.All.Select(Describe).Order(StringComparer.Ordinal).ShouldBe(expected);
    }

    [Fact]
    public void Counts_are_those_of_the_sources()
    {
        EndpointCatalogue.All.Length.ShouldBe(904);

        // 763 in the source, and two that the overlay corrects.
        EndpointCatalogue.All.Count(endpoint => endpoint.IsSigned).ShouldBe(765);
        EndpointCatalogue.All.Count(endpoint => endpoint.MovesFundsOut).ShouldBe(83);
        EndpointCatalogue.All.Count(endpoint => endpoint.ChangesSecurity).ShouldBe(29);
    }

    [Fact]
    public void Every_overlay_line_has_a_source()
    {
        var overlay = Load("overlay.json");

        overlay["corrections"]!.AsArray().Concat(overlay["readsByPost"]!.AsArray())
            .ShouldAllBe(line => line!["source"]!.GetValue<string>().Length > 20);
    }

    [Fact]
    public void Finds_each_endpoint_by_its_call_and_by_its_index()
    {
        foreach (var endpoint in EndpointCatalogue.All)
        {
            EndpointCatalogue.Find(endpoint.Method, endpoint.Path).ShouldBeSameAs(endpoint);
            EndpointCatalogue.At(endpoint.Index).ShouldBeSameAs(endpoint);
        }
    }

    [Fact]
    public void Finds_each_parameter_of_an_endpoint_and_no_other()
    {
        foreach (var endpoint in EndpointCatalogue.All)
        {
            foreach (var name in endpoint.Parameters)
            {
                var utf8 = System.Text.Encoding.ASCII.GetBytes(name.Text);
                endpoint.FindParameter(utf8).ShouldNotBeNull(name.Text).Text.ShouldBe(name.Text);
                endpoint.FindParameter([.. utf8, (byte)'x']).ShouldBeNull();
                endpoint.FindParameter(utf8.AsSpan(..^1))?.Text.ShouldBe(name.Text[..^1]);
            }
        }
    }

    [Theory]
    [InlineData("/api/v3/Order")]
    [InlineData("/api/v3/order/")]
    [InlineData("//api/v3/order")]
    [InlineData("/api/v3/../v3/order")]
    [InlineData("/api/v3/%6Frder")]
    [InlineData("/api/v3/order?symbol=A")]
    [InlineData("/api/v3/orde\u0072\u0301")]
    [InlineData("/api/v3/somethingNew")]
    [InlineData("")]
    public void Does_not_know_a_path_that_only_resembles_one(string path) =>
        EndpointCatalogue.Find(HttpVerb.Post, path).ShouldBeNull();

    [Fact]
    public void Does_not_know_a_path_longer_than_any() =>
        EndpointCatalogue.Find(HttpVerb.Get, new byte[1_000_000]).ShouldBeNull();

    [Fact]
    public void Does_not_know_an_index_outside_the_table()
    {
        EndpointCatalogue.At(-1).ShouldBeNull();
        EndpointCatalogue.At(EndpointCatalogue.All.Length).ShouldBeNull();
    }

    [Fact]
    public void What_moves_funds_changes_security_or_is_stale_is_never_signed()
    {
        foreach (var endpoint in EndpointCatalogue.All.Where(endpoint => endpoint.MovesFundsOut || endpoint.ChangesSecurity || endpoint.Stale))
        {
            endpoint.NeverSigned.ShouldBeTrue(endpoint.ToString());
        }
    }

    [Theory]
    [InlineData(HttpVerb.Post, "/sapi/v1/capital/withdraw/apply")]
    [InlineData(HttpVerb.Post, "/sapi/v1/asset/transfer")]
    [InlineData(HttpVerb.Post, "/sapi/v1/account/enableFastWithdrawSwitch")]
    [InlineData(HttpVerb.Post, "/sapi/v1/sub-account/universalTransfer")]
    [InlineData(HttpVerb.Post, "/sapi/v1/margin/apiKey")]
    [InlineData(HttpVerb.Post, "/sapi/v1/asset/dust")]
    [InlineData(HttpVerb.Post, "/sapi/v1/convert/acceptQuote")]
    [InlineData(HttpVerb.Post, "/sapi/v1/simple-earn/locked/subscribe")]
    [InlineData(HttpVerb.Post, "/sapi/v1/bnbBurn")]
    [InlineData(HttpVerb.Post, "/fapi/v1/leverage")]
    [InlineData(HttpVerb.Post, "/fapi/v1/listenKey")]
    public void Never_signs_for(HttpVerb method, string path) =>
        EndpointCatalogue.Find(method, path).ShouldNotBeNull().NeverSigned.ShouldBeTrue();

    [Fact]
    public void A_call_that_is_no_GET_is_a_read_only_where_a_source_confirms_it() =>
        EndpointCatalogue.All.Where(endpoint => endpoint.Effect == Effect.Read && endpoint.Method != HttpVerb.Get)
            .Select(endpoint => endpoint.Path).Order(StringComparer.Ordinal)
            .ShouldBe(["/sapi/v1/asset/dust-btc", "/sapi/v1/asset/get-funding-asset", "/sapi/v3/asset/getUserAsset"]);

    [Fact]
    public void No_endpoint_has_a_parameter_that_the_grammar_treats_as_its_own()
    {
        foreach (var endpoint in EndpointCatalogue.All.Where(endpoint => endpoint.IsSigned))
        {
            foreach (var name in (string[])[.. _implied, "apiKey"])
            {
                endpoint.FindParameter(System.Text.Encoding.ASCII.GetBytes(name)).ShouldBeNull(endpoint.ToString());
            }
        }
    }

    // The merge of tools/catalogue.mjs a second time, so that a mistake in one of the two shows.
    private static string Describe(JsonNode row, JsonNode overlay)
    {
        var path = row["path"]!.GetValue<string>();
        var method = row["method"]!.GetValue<string>();
        foreach (var correction in overlay["corrections"]!.AsArray())
        {
            var fits = correction!["prefix"] is { } prefix
                ? path.StartsWith(prefix.GetValue<string>(), StringComparison.Ordinal)
                : path == correction["path"]!.GetValue<string>() && method == correction["method"]!.GetValue<string>();
            foreach (var (name, value) in fits ? correction["set"]!.AsObject() : [])
            {
                row[name] = value!.DeepClone();
            }
        }

        var signed = row["signed"]!.GetValue<bool>();
        var effect = row["effect"]!.GetValue<string>().Replace("_", "", StringComparison.Ordinal);
        var confirmed = overlay["readsByPost"]!.AsArray().Any(line => line!["path"]!.GetValue<string>() == path);
        if (effect == "read" && method != "GET" && !confirmed)
        {
            effect = "unclear";
        }

        return string.Join(' ', method, path, signed, effect, row["stale"], row["moves_funds_out"], row["changes_security"],
            Names(row["required"]!), "|", Names(row["optional"]!)).ToUpperInvariant();

        string Names(JsonNode list) => string.Join(',', list.AsArray().Select(name => name!.GetValue<string>())
            .Where(name => !signed || !_implied.Contains(name)));
    }

    private static string Describe(Endpoint endpoint) =>
        string.Join(' ', endpoint.Method, endpoint.Path, endpoint.IsSigned, endpoint.Effect, endpoint.Stale, endpoint.MovesFundsOut,
            endpoint.ChangesSecurity, string.Join(',', endpoint.Required), "|", string.Join(',', endpoint.Optional)).ToUpperInvariant();

    private static JsonNode Load(string name) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Catalogue", name)))!;
}
