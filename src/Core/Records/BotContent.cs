using Countersign.Core.Bytes;

namespace Countersign.Core.Records;

// size  field
//    1  content version, 1
//    8  created, milliseconds since 1970
//   64  API key of the bot, letters and digits
//   64  HMAC secret of the bot, letters and digits
//  4+n  policy, JSON

/// <summary>
/// What the record of a bot seals: its credential and what it may do. It is a view over bytes that the caller keeps in guarded memory:
/// the secret may not be copied to the managed heap, and the view must not outlive those bytes.
/// </summary>
public readonly ref struct BotContent
{
    /// <summary>Names the bot in its requests; 64 letters and digits.</summary>
    public required ReadOnlySpan<byte> ApiKey { get; init; }

    /// <summary>The key of the bot's HMAC; 64 letters and digits, used as those bytes.</summary>
    public required ReadOnlySpan<byte> Secret { get; init; }

    /// <summary>JSON as it was judged when it was sealed.</summary>
    public required ReadOnlySpan<byte> Policy { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    public required long CreatedAt { get; init; }

    public int EncodedLength => 1 + 8 + RecordLimits.BotText + RecordLimits.BotText + 4 + Policy.Length;

    /// <summary>Writes the content into guarded memory of <see cref="EncodedLength"/> bytes.</summary>
    public void Write(Span<byte> target)
    {
        if (ApiKey.Length != RecordLimits.BotText || Secret.Length != RecordLimits.BotText || Policy.Length > RecordLimits.Policy)
        {
            throw new InvalidOperationException("the content of a bot does not fit its record");
        }

        var writer = new ByteWriter(target);
        writer.U8(1);
        writer.U64(checked((ulong)CreatedAt));
        writer.Bytes(ApiKey);
        writer.Bytes(Secret);
        writer.Field32(Policy);
    }

    public static bool TryRead(ReadOnlySpan<byte> bytes, out BotContent content, out string reason)
    {
        content = default;
        reason = "";
        var reader = new ByteReader(bytes);
        byte version = reader.U8();
        long created = reader.Milliseconds();
        ReadOnlySpan<byte> apiKey = reader.Bytes(RecordLimits.BotText);
        ReadOnlySpan<byte> secret = reader.Bytes(RecordLimits.BotText);
        ReadOnlySpan<byte> policy = reader.Field32(RecordLimits.Policy);
        if (!reader.Complete || version != 1
            || !ExchangeKeyContent.IsLettersAndDigits(apiKey) || !ExchangeKeyContent.IsLettersAndDigits(secret))
        {
            reason = "the content of the bot record is damaged";
            return false;
        }

        content = new BotContent { ApiKey = apiKey, Secret = secret, Policy = policy, CreatedAt = created };
        return true;
    }
}
