using Countersign.Core.Records;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Records;

/// <summary>The readers take any bytes without throwing, and what they read has no second encoding.</summary>
public sealed class RecordFuzzTests
{
    private static readonly string[] Corpus = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Corpus", "records"), "*.bin");

    [Fact]
    public void Reads_every_seed_of_the_corpus_as_its_name_says()
    {
        Corpus.Length.ShouldBeGreaterThanOrEqualTo(16);
        string[] good = ["header", "header-token", "key-content-token", "data-key", "key-record", "bot-record", "key-content", "key-content-hmac", "bot-content"];
        foreach (string seed in Corpus)
        {
            string name = Path.GetFileNameWithoutExtension(seed);
            ReadersThatTake(File.ReadAllBytes(seed)).ShouldBe(good.Contains(name, StringComparer.Ordinal) ? 1 : 0, name);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Takes_any_bytes_without_throwing_and_writes_back_what_it_read(int randomSeed)
    {
        var random = new Random(randomSeed);
        foreach (string seed in Corpus)
        {
            byte[] original = File.ReadAllBytes(seed);
            for (int i = 0; i < 400; i++)
            {
                byte[] mutant = Mutate(original, random);
                Should.NotThrow(() => ReadersThatTake(mutant), $"{Path.GetFileName(seed)} mutated to {Convert.ToHexString(mutant)}");
            }
        }
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        List<byte> bytes = [.. original];
        for (int changes = random.Next(1, 4); changes > 0; changes--)
        {
            int at = random.Next(bytes.Count + 1);
            switch (random.Next(5))
            {
                case 0 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
                case 2 when at < bytes.Count:
                    bytes.RemoveAt(at);
                    break;
                case 3:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    bytes.InsertRange(at, bytes.GetRange(0, Math.Min(16, bytes.Count)));
                    break;
            }
        }

        return [.. bytes];
    }

    private static int ReadersThatTake(byte[] bytes)
    {
        int taken = 0;
        if (VaultHeader.TryRead(bytes, out VaultHeader? header, out _))
        {
            Same(header.ToBytes());
        }

        if (WrappedDataKey.TryRead(bytes, out WrappedDataKey? dataKey, out _))
        {
            Same(dataKey.ToBytes());
        }

        if (SealedRecord.TryRead(bytes, out SealedRecord? record, out _))
        {
            Same(record.ToBytes());
        }

        if (ExchangeKeyContent.TryRead(bytes, out ExchangeKeyContent key, out _))
        {
            var again = new byte[key.EncodedLength];
            key.Write(again);
            Same(again);
        }

        if (BotContent.TryRead(bytes, out BotContent bot, out _))
        {
            var again = new byte[bot.EncodedLength];
            bot.Write(again);
            Same(again);
        }

        return taken;

        void Same(byte[] again)
        {
            taken++;
            again.AsSpan().SequenceEqual(bytes).ShouldBeTrue();
        }
    }
}
