using Countersign.Core.Records;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Records;

public sealed class ExchangeKeyContentTests
{
    [Theory]
    [InlineData("")]
    [InlineData("""{"orders":{"day":1}}""")]
    public void Reads_back_what_it_wrote(string budgets)
    {
        var bytes = Write(budgets);

        ExchangeKeyContent.TryRead(bytes, out var content, out _).ShouldBeTrue();
        System.Text.Encoding.ASCII.GetString(content.Budgets).ShouldBe(budgets);
        content.Secret.SequenceEqual("secret"u8).ShouldBeTrue();
        bytes[0].ShouldBe(budgets.Length == 0 ? (byte)1 : (byte)2);
    }

    [Fact]
    public void Refuses_the_version_with_budgets_without_them_and_the_other_way_round()
    {
        var without = Write("");
        byte[] empty = [.. without, 0, 0];
        empty[0] = 2;
        var with = Write("{}");
        with[0] = 1;

        ExchangeKeyContent.TryRead(empty, out _, out _).ShouldBeFalse();
        ExchangeKeyContent.TryRead(with, out _, out _).ShouldBeFalse();
    }

    private static byte[] Write(string budgets)
    {
        var content = new ExchangeKeyContent
        {
            Type = ExchangeKeyType.Hmac, Secret = "secret"u8, CreatedAt = 1, Budgets = System.Text.Encoding.ASCII.GetBytes(budgets),
        };
        var bytes = new byte[content.EncodedLength];
        content.Write(bytes);
        return bytes;
    }
}
