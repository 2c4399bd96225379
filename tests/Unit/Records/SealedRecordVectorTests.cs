using System.Text.Json;
using Countersign.Core.Records;
using Countersign.Signer.Custody;
using Countersign.Signer.Memory;
using Countersign.Unit.Custody;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Records;

/// <summary>Records that another implementation of the format made (Vectors/sealed-records.py), good and bad.</summary>
public sealed class SealedRecordVectorTests
{
    private static readonly JsonElement File = Load();
    private static readonly KeyEncryptionKey GoodLock = Derive(Bytes(File, "header"))!;

    public static TheoryData<string> Good => [.. Names("good")];

    public static TheoryData<string> Bad => [.. Names("bad")];

    [Theory]
    [MemberData(nameof(Good))]
    public void Opens_what_another_implementation_sealed(string name)
    {
        JsonElement vector = Find("good", name);

        (string stage, string content) = Open(Bytes(File, "header"), Bytes(File, "wrappedDataKey"), Bytes(vector, "record"));

        stage.ShouldBe("");
        content.ShouldBe(vector.GetProperty("content").GetString());
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void Refuses_what_it_must_and_where_it_must(string name)
    {
        JsonElement vector = Find("bad", name);

        Open(Bytes(vector, "header"), Bytes(vector, "wrappedDataKey"), Bytes(vector, "record")).Stage
            .ShouldBe(vector.GetProperty("failsAt").GetString());
    }

    private static (string Stage, string Content) Open(byte[] headerBytes, byte[] wrappedBytes, byte[] recordBytes)
    {
        // Deriving is slow: the good header's key is derived once.
        KeyEncryptionKey? lockKey = headerBytes.AsSpan().SequenceEqual(Bytes(File, "header")) ? GoodLock : Derive(headerBytes);
        if (lockKey is null)
        {
            return ("header", "");
        }

        if (!WrappedDataKey.TryRead(wrappedBytes, out WrappedDataKey? wrapped, out _)
            || !DataKeys.TryUnwrap(lockKey, wrapped, out DataKey? dataKey, out _))
        {
            return ("data key", "");
        }

        using (dataKey)
        {
            if (!SealedRecord.TryRead(recordBytes, out SealedRecord? record, out _)
                || !Sealer.TryOpen(dataKey, record, out SecretBuffer? content, out _))
            {
                return ("record", "");
            }

            using (content)
            {
                return ("", Convert.ToHexStringLower(content.Span));
            }
        }
    }

    private static KeyEncryptionKey? Derive(byte[] headerBytes)
    {
        using var passphrase = Secrets.Of(File.GetProperty("passphrase").GetString()!);
        return VaultHeader.TryRead(headerBytes, out VaultHeader? header, out _)
            && KeyEncryptionKey.TryDerive(RememberedRoots.Derive, header, passphrase, out KeyEncryptionKey? lockKey, out _) ? lockKey : null;
    }

    private static byte[] Bytes(JsonElement element, string name) => Convert.FromHexString(element.GetProperty(name).GetString()!);

    private static IEnumerable<string> Names(string section) =>
        File.GetProperty(section).EnumerateArray().Select(vector => vector.GetProperty("name").GetString()!);

    private static JsonElement Find(string section, string name) =>
        File.GetProperty(section).EnumerateArray().Single(vector => vector.GetProperty("name").ValueEquals(name));

    private static JsonElement Load()
    {
        using var document = JsonDocument.Parse(
            System.IO.File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Vectors", "sealed-records.json")));
        return document.RootElement.Clone();
    }
}
