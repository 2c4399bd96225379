using System.Text;
using Countersign.Core.Names;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Records;

public sealed class NameTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("0")]
    [InlineData("grid-btc.v2_x")]
    [InlineData("a123456789012345678901234567890123456789012345678901234567890123")]
    public void Takes_a_name(string text)
    {
        BotName.TryParse(text, out BotName name).ShouldBeTrue();
        BotName.TryParse(Encoding.UTF8.GetBytes(text), out BotName same).ShouldBeTrue();
        name.Value.ShouldBe(text);
        same.ShouldBe(name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("A")]
    [InlineData(".hidden")]
    [InlineData("-option")]
    [InlineData("_x")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("a\n")]
    [InlineData("ä")]
    [InlineData("a\0")]
    [InlineData("a1234567890123456789012345678901234567890123456789012345678901234")]
    public void Refuses_what_is_no_name(string text)
    {
        OwnerId.TryParse(text, out _).ShouldBeFalse();
        KeyName.TryParse(Encoding.UTF8.GetBytes(text), out _).ShouldBeFalse();
        Should.Throw<FormatException>(() => BotName.Parse(text));
    }

    [Fact]
    public void Has_no_value_before_it_is_read() => Should.Throw<InvalidOperationException>(() => default(OwnerId).Value);

    [Theory]
    [InlineData("live", "live")]
    [InlineData("testnet", "testnet")]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8080")]
    [InlineData("http://127.9.8.7/", "http://127.9.8.7")]
    [InlineData("http://[::1]:1", "http://[::1]:1")]
    [InlineData("HTTPS://API.Example.com:443/", "https://api.example.com")]
    [InlineData("https://10.0.0.1:8443", "https://10.0.0.1:8443")]
    [InlineData("http://127.0.0.1:80", "http://127.0.0.1")]
    [InlineData("https://[2001:db8::1]", "https://[2001:db8::1]")]
    public void Takes_an_exchange_and_writes_it_in_one_way(string text, string canonical)
    {
        Exchange.TryParse(text, out Exchange exchange, out string reason).ShouldBeTrue(reason);
        exchange.Value.ShouldBe(canonical);
        Exchange.TryParseCanonical(Encoding.ASCII.GetBytes(canonical), out Exchange same).ShouldBeTrue();
        same.ShouldBe(exchange);
        Exchange.TryParseCanonical(Encoding.ASCII.GetBytes(text), out _)
            .ShouldBe(string.Equals(text, canonical, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Live")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("https://")]
    [InlineData("https:///")]
    [InlineData("https://host//")]
    [InlineData("https://host/api")]
    [InlineData("https://host?x")]
    [InlineData("https://host#x")]
    [InlineData("https://user@host")]
    [InlineData("https://host:")]
    [InlineData("https://host:0")]
    [InlineData("https://host:08")]
    [InlineData("https://host:65536")]
    [InlineData("https://-host")]
    [InlineData("https://a..b")]
    [InlineData("https://host.")]
    [InlineData("https://hößt")]
    [InlineData("https://ho st")]
    [InlineData("https://host\r\n")]
    [InlineData("https://[::1")]
    [InlineData("https://[::1%lo]")]
    [InlineData("https://[0:0:0:0:0:0:0:1]")]
    [InlineData("https://::1")]
    [InlineData("https://127.1")]
    [InlineData("https://0x7f.0x1")]
    [InlineData("https://2130706433")]
    [InlineData("https://127.0.0.01")]
    public void Refuses_what_is_no_exchange(string text)
    {
        Exchange.TryParse(text, out _, out string reason).ShouldBeFalse();
        reason.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("http://localhost:8080")]
    [InlineData("http://example.com")]
    [InlineData("http://10.0.0.1")]
    [InlineData("http://127.0.0.1.example.com")]
    [InlineData("http://[2001:db8::1]")]
    [InlineData("http://0.0.0.0")]
    public void Refuses_plain_http_to_anything_but_a_literal_loopback_address(string text)
    {
        Exchange.TryParse(text, out _, out string reason).ShouldBeFalse();
        reason.ShouldStartWith("plain http to an exchange is accepted only on a loopback address");
    }
}
