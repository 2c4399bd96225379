using System.Text;
using Countersign.Core.Records.Tokens;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Tokens;

/// <summary>A key in a token has one name, and nothing secret stands in it.</summary>
public sealed class TokenUriTests
{
    private const string Module = "/usr/lib/softhsm/libsofthsm2.so";
    private const string Canonical = "pkcs11:token=My%20token;serial=1a2b;object=grid%3Bkey;id=%01%af?module-path=%2Fusr%2Flib%2Fsofthsm%2Flibsofthsm2.so";

    [Fact]
    public void Is_written_and_read_in_one_way()
    {
        TokenUri.TryCreate(Module, "My token", "1a2b", "grid;key", "01AF", out var uri, out var reason).ShouldBeTrue(reason);
        uri!.ToString().ShouldBe(Canonical);
        TokenUri.TryRead(uri.ToBytes(), out var read, out reason).ShouldBeTrue(reason);
        (read!.Module, read.Token, read.Serial, read.KeyLabel, read.KeyId).ShouldBe((Module, "My token", "1a2b", "grid;key", "01af"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("pkcs11:")]
    [InlineData(Canonical + "&pin-value=1234")]
    [InlineData(Canonical + "&pin-source=file:/etc/pin")]
    [InlineData("pkcs11:token=a;object=b?module-path=lib.so")]
    [InlineData("pkcs11:token=a;object=b?module-path=%2Fusr%2F..%2Ftmp%2Flib.so")]
    [InlineData("pkcs11:token=a;object=b?module-path=/usr/lib.so")]
    [InlineData("pkcs11:object=b;token=a?module-path=%2Flib.so")]
    [InlineData("pkcs11:token=a;token=c;object=b?module-path=%2Flib.so")]
    [InlineData("pkcs11:token=a?module-path=%2Flib.so")]
    [InlineData("pkcs11:token=a;id=%0?module-path=%2Flib.so")]
    [InlineData("pkcs11:token=a;id=%0G?module-path=%2Flib.so")]
    [InlineData("pkcs11:token=a%1B%5B2J;object=b?module-path=%2Flib.so")]
    [InlineData("pkcs11:token=a%FF;object=b?module-path=%2Flib.so")]
    [InlineData("pkcs11:token=a;object=b;type=private?module-path=%2Flib.so")]
    public void Anything_else_is_refused(string text)
    {
        TokenUri.TryRead(Encoding.ASCII.GetBytes(text), out var uri, out var reason).ShouldBeFalse();
        uri.ShouldBeNull();
        reason.ShouldNotBeEmpty();
    }
}
