using System.Text;
using Countersign.Core.Names;
using Countersign.Core.Records;
using Countersign.Signer.Custody;
using Countersign.Signer.Memory;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Custody;

/// <summary>A record opens as it was sealed, and in no other way.</summary>
public sealed class SealerTests(OpenedLock vault)
{
    private static readonly KeyName Key = KeyName.Parse("main");
    private static readonly BotName Bot = BotName.Parse("grid");

    [Fact]
    public void Opens_an_exchange_key_as_it_was_sealed()
    {
        using ExchangeKeyMaterial material = KeyGenerator.Generate(NewKeyType.Ed25519);
        var content = new ExchangeKeyContent
        {
            Type = material.Type,
            Secret = material.Secret.Span,
            ApiKey = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A"u8,
            Permissions = "{\"enableReading\":true}"u8,
            CreatedAt = 1_499_827_319_559,
            ActivatedAt = 1_499_827_319_560,
        };
        using SecretBuffer encoded = GuardedContent.Encode(content);
        SealedRecord stored = StoreAndLoad(
            Sealer.Seal(vault.DataKey, RecordLabel.ForExchangeKey(OwnerId.Self, Key, 7, Exchange.Live, material.PublicHalf), encoded));

        Sealer.TryOpen(vault.DataKey, stored, out SecretBuffer? opened, out string reason).ShouldBeTrue(reason);
        using (opened)
        {
            ExchangeKeyContent.TryRead(opened!.Span, out ExchangeKeyContent read, out reason).ShouldBeTrue(reason);
            read.Secret.SequenceEqual(content.Secret).ShouldBeTrue();
            read.ApiKey.SequenceEqual(content.ApiKey).ShouldBeTrue();
            read.Permissions.SequenceEqual(content.Permissions).ShouldBeTrue();
            (read.Type, read.CreatedAt, read.ActivatedAt, read.IsActive)
                .ShouldBe((ExchangeKeyType.Ed25519, 1_499_827_319_559, 1_499_827_319_560, true));
        }
    }

    [Fact]
    public void Refuses_a_record_with_any_bit_flipped()
    {
        byte[] bytes = SealBot().ToBytes();
        int opened = 0;
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            byte[] changed = [.. bytes];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            if (SealedRecord.TryRead(changed, out SealedRecord? record, out _)
                && Sealer.TryOpen(vault.DataKey, record, out SecretBuffer? content, out _))
            {
                content.Dispose();
                opened++;
            }
        }

        opened.ShouldBe(0);
    }

    [Fact]
    public void Refuses_a_record_cut_off_anywhere_or_with_a_byte_more()
    {
        byte[] bytes = SealBot().ToBytes();
        for (int length = 0; length < bytes.Length; length++)
        {
            SealedRecord.TryRead(bytes.AsSpan(0, length), out _, out string reason).ShouldBeFalse();
            reason.ShouldNotBeEmpty();
        }

        SealedRecord.TryRead([.. bytes, 0], out _, out _).ShouldBeFalse();
    }

    public static TheoryData<string> Swaps => ["owner", "kind", "name", "version", "older version", "environment", "origin", "exchange key", "public half"];

    [Theory]
    [MemberData(nameof(Swaps))]
    public void Refuses_a_record_under_another_label(string swapped)
    {
        SealedRecord bot = SealBot();
        OwnerId self = OwnerId.Self;
        RecordLabel label = swapped switch
        {
            "owner" => RecordLabel.ForBot(OwnerId.Parse("mallory"), Bot, 2, Exchange.Live, Key),
            "kind" => RecordLabel.ForExchangeKey(self, KeyName.Parse(Bot.Value), 2, Exchange.Live, default),
            "name" => RecordLabel.ForBot(self, BotName.Parse("gridd"), 2, Exchange.Live, Key),
            "version" => RecordLabel.ForBot(self, Bot, 3, Exchange.Live, Key),
            "older version" => RecordLabel.ForBot(self, Bot, 1, Exchange.Live, Key),
            "environment" => RecordLabel.ForBot(self, Bot, 2, Exchange.Testnet, Key),
            "origin" => RecordLabel.ForBot(self, Bot, 2, Origin("http://127.0.0.1:8080"), Key),
            "exchange key" => RecordLabel.ForBot(self, Bot, 2, Exchange.Live, KeyName.Parse("other")),
            _ => RecordLabel.ForExchangeKey(self, KeyName.Parse(Bot.Value), 2, Exchange.Live, new byte[44]),
        };

        var moved = new SealedRecord { Label = label, Nonce = bot.Nonce, Ciphertext = bot.Ciphertext };

        Sealer.TryOpen(vault.DataKey, bot, out SecretBuffer? content, out string reason).ShouldBeTrue(reason);
        content!.Dispose();
        Sealer.TryOpen(vault.DataKey, moved, out content, out reason).ShouldBeFalse();
        content.ShouldBeNull();
        reason.ShouldContain("does not open");
    }

    [Fact]
    public void Refuses_another_owners_data_key_even_when_the_label_agrees()
    {
        var mallory = OwnerId.Parse("mallory");
        using DataKey other = DataKeys.Create(vault.Key, mallory, out _);
        using SecretBuffer content = SecretBuffer.CopyOf("content"u8);
        SealedRecord record = Sealer.Seal(other, RecordLabel.ForBot(mallory, Bot, 1, Exchange.Live, Key), content);
        using var pretended = new DataKey(mallory, 1, SecretBuffer.CopyOf(vault.DataKey.Key.Span));

        Sealer.TryOpen(vault.DataKey, record, out _, out _).ShouldBeFalse();
        Sealer.TryOpen(pretended, record, out _, out _).ShouldBeFalse();
        Should.Throw<InvalidOperationException>(() => Sealer.Seal(vault.DataKey, record.Label, content));
    }

    [Fact]
    public void Never_uses_a_nonce_twice()
    {
        var nonces = Enumerable.Range(0, 1000).Select(_ => Convert.ToHexString(SealBot().Nonce.Span)).ToList();

        nonces.Distinct(StringComparer.Ordinal).Count().ShouldBe(nonces.Count);
    }

    [Fact]
    public void Shows_nothing_of_the_secret_in_the_stored_bytes()
    {
        byte[] bytes = SealBot().ToBytes();

        Encoding.Latin1.GetString(bytes).ShouldNotContain(new string('s', 8));
        Encoding.Latin1.GetString(bytes).ShouldNotContain("policy");
    }

    private static Exchange Origin(string text)
    {
        Exchange.TryParse(text, out Exchange origin, out string reason).ShouldBeTrue(reason);
        return origin;
    }

    private static SealedRecord StoreAndLoad(SealedRecord record)
    {
        byte[] bytes = record.ToBytes();
        SealedRecord.TryRead(bytes, out SealedRecord? loaded, out string reason).ShouldBeTrue(reason);
        loaded!.ToBytes().ShouldBe(bytes);
        return loaded;
    }

    private SealedRecord SealBot()
    {
        var content = new BotContent
        {
            ApiKey = Encoding.ASCII.GetBytes(new string('k', 64)),
            Secret = Encoding.ASCII.GetBytes(new string('s', 64)),
            Policy = "{\"policy\":1}"u8,
            CreatedAt = 1,
        };
        using SecretBuffer encoded = GuardedContent.Encode(content);
        return StoreAndLoad(Sealer.Seal(vault.DataKey, RecordLabel.ForBot(OwnerId.Self, Bot, 2, Exchange.Live, Key), encoded));
    }
}
