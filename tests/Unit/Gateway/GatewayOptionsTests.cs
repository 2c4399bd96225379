using Countersign.Gateway;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Gateway;

public sealed class GatewayOptionsTests
{
    [Theory]
    [InlineData("127.0.0.1:8780", "127.0.0.1:8780")]
    [InlineData("127.0.0.1:0", "127.0.0.1:0")]
    [InlineData("[::1]:8780", "[::1]:8780")]
    public void Listens_on_loopback_without_tls(string listen, string endPoint)
    {
        GatewayOptions.TryParse(["--control", "3", "--listen", listen], out var options, out _).ShouldBeTrue();
        options!.Listen.ToString().ShouldBe(endPoint);
        options.HasTls.ShouldBeFalse();
    }

    [Theory]
    [InlineData("0.0.0.0:8780")]
    [InlineData("192.168.0.1:8780")]
    [InlineData("[::]:8780")]
    [InlineData("[::ffff:10.0.0.1]:8780")]
    public void Listens_elsewhere_with_tls_only(string listen)
    {
        GatewayOptions.TryParse(["--listen", listen], out _, out var problem).ShouldBeFalse();
        problem.ShouldContain("--tls-certificate");
        GatewayOptions.TryParse(["--listen", listen, "--tls-certificate", "c", "--tls-key", "k"], out var options, out _).ShouldBeTrue();
        options!.HasTls.ShouldBeTrue();
    }

    [Theory]
    [InlineData("--listen")]
    [InlineData("--listen", "localhost:8780")]
    [InlineData("--listen", "127.0.0.1")]
    [InlineData("--listen", "::1")]
    [InlineData("--listen", "::1:8780")]
    [InlineData("--listen", ":8780")]
    [InlineData("--listen", "127.0.0.1:65536")]
    [InlineData("--listen", "127.0.0.1:-1")]
    [InlineData("--listen", "127.0.0.1:0", "--tls-key", "k")]
    [InlineData("--listen", "127.0.0.1:0", "--exchange", "somewhere")]
    [InlineData("--listen", "127.0.0.1:0", "--other", "x")]
    [InlineData("--control", "3")]
    public void Refuses_what_it_does_not_understand(params string[] arguments)
    {
        GatewayOptions.TryParse(arguments, out _, out var problem).ShouldBeFalse();
        problem.ShouldNotBeEmpty();
    }
}
