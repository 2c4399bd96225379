using System.Diagnostics.CodeAnalysis;
using Countersign.Core.Bytes;
using Countersign.Core.Names;

namespace Countersign.Core.Records;

// size  field
//    4  "CSSR"
//    1  format version, 1
//    1  kind: 1 exchange key, 2 bot
//  1+n  owner
//  1+n  name of the key or bot
//    8  version of the record, from 1
//  1+n  exchange: "live", "testnet" or an origin
//  1+n  bots: the exchange key it belongs to; exchange keys: empty
//  2+n  public half: DER SubjectPublicKeyInfo of an Ed25519 or RSA key; else empty
//
// Associated data of the record is exactly these bytes.

/// <summary>
/// What a sealed record says about itself in the clear. It is authenticated with the secret, so a store that changes a byte of it has a
/// record that no longer opens. One label has one encoding.
/// </summary>
public sealed class RecordLabel
{
    private RecordLabel(RecordIdentity identity, ulong version, Exchange exchange, KeyName? exchangeKey, ReadOnlyMemory<byte> publicHalf)
    {
        ArgumentOutOfRangeException.ThrowIfZero(version);
        if (publicHalf.Length > RecordLimits.PublicHalf)
        {
            throw new ArgumentException("a public half has at most 1024 bytes", nameof(publicHalf));
        }

        (Identity, Version, Exchange, ExchangeKey, PublicHalf) = (identity, version, exchange, exchangeKey, publicHalf);
    }

    public RecordIdentity Identity { get; }

    public RecordKind Kind => Identity.Kind;

    public OwnerId Owner => Identity.Owner;

    public string Name => Identity.Name;

    /// <summary>From 1; each replacement of the record counts up, and the signer accepts none below the highest it has seen.</summary>
    public ulong Version { get; }

    public Exchange Exchange { get; }

    /// <summary>The exchange key that a bot uses; none for an exchange key itself.</summary>
    public KeyName? ExchangeKey { get; }

    /// <summary>DER <c>SubjectPublicKeyInfo</c>, or empty.</summary>
    public ReadOnlyMemory<byte> PublicHalf { get; }

    public static RecordLabel ForExchangeKey(
        OwnerId owner, KeyName name, ulong version, Exchange exchange, ReadOnlyMemory<byte> publicHalf) =>
        new(RecordIdentity.Of(owner, name), version, exchange, exchangeKey: null, publicHalf);

    public static RecordLabel ForBot(OwnerId owner, BotName name, ulong version, Exchange exchange, KeyName exchangeKey) =>
        new(RecordIdentity.Of(owner, name), version, exchange, exchangeKey, publicHalf: default);

    /// <summary>The encoded label: the head of the record and its associated data.</summary>
    public byte[] ToBytes()
    {
        string exchangeKey = ExchangeKey?.Value ?? "";
        var bytes = new byte[4 + 1 + 1 + 1 + Owner.Value.Length + 1 + Name.Length + 8
            + 1 + Exchange.Value.Length + 1 + exchangeKey.Length + 2 + PublicHalf.Length];
        var writer = new ByteWriter(bytes);
        writer.Bytes("CSSR"u8);
        writer.U8(1);
        writer.U8((byte)Kind);
        writer.Field8(Owner.Value);
        writer.Field8(Name);
        writer.U64(Version);
        writer.Field8(Exchange.Value);
        writer.Field8(exchangeKey);
        writer.Field16(PublicHalf.Span);
        return bytes;
    }

    internal static bool TryRead(ref ByteReader reader, [NotNullWhen(true)] out RecordLabel? label, out string reason)
    {
        label = null;
        reason = "";
        if (!reader.Bytes(4).SequenceEqual("CSSR"u8))
        {
            reason = "this is not a sealed record";
            return false;
        }

        if (reader.U8() != 1)
        {
            reason = "the sealed record has a version that this release does not know";
            return false;
        }

        var kind = (RecordKind)reader.U8();
        bool owned = OwnerId.TryParse(reader.Field8(), out OwnerId owner);
        bool named = NameGrammar.TryRead(reader.Field8(), out string name);
        ulong version = reader.U64();
        bool placed = Exchange.TryParseCanonical(reader.Field8(), out Exchange exchange);
        ReadOnlySpan<byte> belongsTo = reader.Field8();
        bool keyed = KeyName.TryParse(belongsTo, out KeyName exchangeKey);
        ReadOnlySpan<byte> publicHalf = reader.Field16(RecordLimits.PublicHalf);
        bool fits = kind switch
        {
            RecordKind.ExchangeKey => belongsTo.IsEmpty,
            RecordKind.Bot => keyed && publicHalf.IsEmpty,
            _ => false,
        };
        if (reader.Failed || !owned || !named || !placed || version == 0 || !fits)
        {
            reason = "the label of the sealed record is damaged";
            return false;
        }

        label = new RecordLabel(
            new RecordIdentity(owner, kind, name), version, exchange, keyed ? exchangeKey : null, publicHalf.ToArray());
        return true;
    }
}
