using Countersign.Core.Frames;
using Countersign.Core.Names;
using Countersign.Core.Policies;
using Countersign.Core.Records;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Records;

public sealed class RecordLimitTests
{
    [Fact]
    public void Lets_the_largest_record_of_a_bot_fit_a_frame()
    {
        string longest = new('a', NameGrammar.MaxLength);
        Exchange.TryParse($"https://{new string('a', 60)}.{new string('b', 60)}.{new string('c', 60)}.{new string('d', 60)}", out Exchange exchange, out string reason)
            .ShouldBeTrue(reason);
        var content = new BotContent
        {
            ApiKey = new byte[RecordLimits.BotText],
            Secret = new byte[RecordLimits.BotText],
            Policy = new byte[RecordLimits.Policy],
            CreatedAt = 1,
        };
        var record = new SealedRecord
        {
            Label = RecordLabel.ForBot(OwnerId.Parse(longest), BotName.Parse(longest), ulong.MaxValue, exchange, KeyName.Parse(longest)),
            Nonce = new byte[RecordLimits.Nonce],
            Ciphertext = new byte[content.EncodedLength + RecordLimits.Tag],
        };

        byte[] bytes = record.ToBytes();

        SealedRecord.TryRead(bytes, out _, out reason).ShouldBeTrue(reason);
        bytes.Length.ShouldBeLessThan(Frame.MaxLength - 1024);
        PolicyJson.MaxLength.ShouldBeLessThan(RecordLimits.Policy);
    }

    [Fact]
    public void Refuses_contents_over_their_limits_when_they_are_written()
    {
        Should.Throw<InvalidOperationException>(() => new BotContent
        {
            ApiKey = new byte[RecordLimits.BotText],
            Secret = new byte[RecordLimits.BotText],
            Policy = new byte[RecordLimits.Policy + 1],
            CreatedAt = 1,
        }.Write(new byte[RecordLimits.Content]));
        Should.Throw<InvalidOperationException>(() => new ExchangeKeyContent
        {
            Type = ExchangeKeyType.Hmac,
            Secret = "secret"u8,
            ApiKey = "with\r\nheader"u8,
            CreatedAt = 1,
        }.Write(new byte[1024]));
    }
}
