using Countersign.Core.Bytes;
using Countersign.Core.Records.Tokens;

namespace Countersign.Core.Records;

// size  field
//    1  content version: 1 without budgets, 2 with
//    1  type: 1 HMAC, 2 Ed25519, 3 RSA, 4 Ed25519 in a token, 5 RSA in a token
//    8  created, milliseconds since 1970
//    8  activated, milliseconds since 1970; 0 = not activated
//  1+n  API key id at the exchange; empty = not activated
//  2+n  permissions seen at activation, UTF-8
//  2+n  secret
//  2+n  version 2: budgets over all bots of the key, JSON, not empty

/// <summary>
/// What the record of an exchange key seals. It is a view over bytes that the caller keeps in guarded memory: no part of it may be
/// copied to the managed heap, and it must not outlive those bytes.
/// </summary>
public readonly ref struct ExchangeKeyContent
{
    private const byte WithoutBudgets = 1;
    private const byte WithBudgets = 2;

    public required ExchangeKeyType Type { get; init; }

    /// <summary>The form is told by <see cref="ExchangeKeyType"/>.</summary>
    public required ReadOnlySpan<byte> Secret { get; init; }

    /// <summary>The exchange's id of the key; empty for a key that is generated and not yet registered.</summary>
    public ReadOnlySpan<byte> ApiKey { get; init; }

    /// <summary>What the exchange said about the key when it was activated: UTF-8, opaque here.</summary>
    public ReadOnlySpan<byte> Permissions { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    public required long CreatedAt { get; init; }

    /// <summary>Milliseconds since 1970; 0 when not activated.</summary>
    public long ActivatedAt { get; init; }

    /// <summary>The private key is in a token, and the secret is a <see cref="TokenKeyContent"/>.</summary>
    public bool IsInToken => Type is ExchangeKeyType.Ed25519InToken or ExchangeKeyType.RsaInToken;

    /// <summary>What all bots of the key together may spend, JSON as it was judged when it was sealed; empty where nothing limits them together.</summary>
    public ReadOnlySpan<byte> Budgets { get; init; }

    /// <summary>Bots may use it.</summary>
    public bool IsActive => !ApiKey.IsEmpty && ActivatedAt > 0;

    public int EncodedLength => 1 + 1 + 8 + 8 + 1 + ApiKey.Length + 2 + Permissions.Length + 2 + Secret.Length + (Budgets.IsEmpty ? 0 : 2 + Budgets.Length);

    /// <summary>Writes the content into guarded memory of <see cref="EncodedLength"/> bytes.</summary>
    public void Write(Span<byte> target)
    {
        if (Secret.Length is 0 or > RecordLimits.Secret || Permissions.Length > RecordLimits.Permissions || Budgets.Length > RecordLimits.Budgets
            || !IsApiKey(ApiKey))
        {
            throw new InvalidOperationException("the content of an exchange key does not fit its record");
        }

        var writer = new ByteWriter(target);
        writer.U8(Budgets.IsEmpty ? WithoutBudgets : WithBudgets);
        writer.U8((byte)Type);
        writer.U64(checked((ulong)CreatedAt));
        writer.U64(checked((ulong)ActivatedAt));
        writer.Field8(ApiKey);
        writer.Field16(Permissions);
        writer.Field16(Secret);
        if (!Budgets.IsEmpty)
        {
            writer.Field16(Budgets);
        }
    }

    public static bool TryRead(ReadOnlySpan<byte> bytes, out ExchangeKeyContent content, out string reason)
    {
        content = default;
        reason = "";
        var reader = new ByteReader(bytes);
        byte version = reader.U8();
        var type = (ExchangeKeyType)reader.U8();
        long created = reader.Milliseconds();
        long activated = reader.Milliseconds();
        ReadOnlySpan<byte> apiKey = reader.Field8();
        ReadOnlySpan<byte> permissions = reader.Field16(RecordLimits.Permissions);
        ReadOnlySpan<byte> secret = reader.Field16(RecordLimits.Secret);
        ReadOnlySpan<byte> budgets = version == WithBudgets ? reader.Field16(RecordLimits.Budgets) : [];
        if (!reader.Complete || version is not (WithoutBudgets or WithBudgets) || (version == WithBudgets && budgets.IsEmpty) || secret.IsEmpty || !IsApiKey(apiKey)
            || type is < ExchangeKeyType.Hmac or > ExchangeKeyType.RsaInToken
            || (type == ExchangeKeyType.Ed25519 && secret.Length != 32)
            || (type is ExchangeKeyType.Ed25519InToken or ExchangeKeyType.RsaInToken && !TokenKeyContent.TryRead(secret, out _)))
        {
            reason = "the content of the key record is damaged";
            return false;
        }

        content = new ExchangeKeyContent
        {
            Type = type,
            Secret = secret,
            ApiKey = apiKey,
            Permissions = permissions,
            CreatedAt = created,
            ActivatedAt = activated,
            Budgets = budgets,
        };
        return true;
    }

    internal static bool IsLettersAndDigits(ReadOnlySpan<byte> text)
    {
        foreach (byte b in text)
        {
            if (!char.IsAsciiLetterOrDigit((char)b))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True for what can be the exchange's id of a key, or for none. It becomes a header of each request: nothing else may get into it.</summary>
    public static bool IsApiKey(ReadOnlySpan<byte> text) => text.Length <= RecordLimits.ApiKey && IsLettersAndDigits(text);
}
