using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Countersign.Core.Bytes;
using Countersign.Core.Names;
using Countersign.Core.Records;

namespace Countersign.Signer.State;

// size  field
//    4  "CSST"
//    1  format version, 1
//   16  vault id
//    8  sequence, counts each authenticated write, from 1
//    4  number of marks
//       each, ascending by owner, kind, name:
//  1+n    owner
//    1    kind: 1 exchange key, 2 bot
//  1+n    name
//    8    highest version accepted; 0 = none
//    1    1 = revoked, else 0
//   32  HMAC-SHA256 of everything above, under the state key of the vault's lock
//    4  number of pending revocations
//       each, ascending: owner, kind, name as above
//
// The part below the MAC is written by a signer that is locked, so it is not authenticated: all it can do is revoke.

/// <summary>The signer's memory as it lies in its file.</summary>
internal sealed class StateImage
{
    private static readonly Comparer<RecordIdentity> Order = Comparer<RecordIdentity>.Create(Compare);

    public required ReadOnlyMemory<byte> VaultId { get; init; }

    public required ulong Sequence { get; init; }

    public ImmutableSortedDictionary<RecordIdentity, RecordMark> Marks { get; init; } =
        ImmutableSortedDictionary.Create<RecordIdentity, RecordMark>(Order);

    public ImmutableSortedSet<RecordIdentity> Pending { get; init; } = ImmutableSortedSet.Create<RecordIdentity>(Order);

    public required ReadOnlyMemory<byte> Mac { get; init; }

    /// <summary>The bytes under the MAC.</summary>
    public byte[] AuthenticatedBytes()
    {
        var bytes = new byte[4 + 1 + RecordLimits.VaultId + 8 + 4 + Marks.Keys.Sum(Length) + (Marks.Count * 9)];
        var writer = new ByteWriter(bytes);
        writer.Bytes("CSST"u8);
        writer.U8(1);
        writer.Bytes(VaultId.Span);
        writer.U64(Sequence);
        writer.U32((uint)Marks.Count);
        foreach ((RecordIdentity identity, RecordMark mark) in Marks)
        {
            Write(ref writer, identity);
            writer.U64(mark.Highest);
            writer.U8(mark.Revoked ? (byte)1 : (byte)0);
        }

        return bytes;
    }

    public byte[] ToBytes()
    {
        var pending = new byte[4 + Pending.Sum(Length)];
        var writer = new ByteWriter(pending);
        writer.U32((uint)Pending.Count);
        foreach (RecordIdentity identity in Pending)
        {
            Write(ref writer, identity);
        }

        return [.. AuthenticatedBytes(), .. Mac.Span, .. pending];
    }

    /// <summary>Reads the form; whether the MAC is right is only known once the vault is unlocked.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out StateImage? image)
    {
        image = null;
        var reader = new ByteReader(bytes);
        bool known = reader.Bytes(4).SequenceEqual("CSST"u8) && reader.U8() == 1;
        ReadOnlySpan<byte> vaultId = reader.Bytes(RecordLimits.VaultId);
        ulong sequence = reader.U64();
        var marks = ImmutableSortedDictionary.CreateBuilder<RecordIdentity, RecordMark>(Order);
        RecordIdentity? last = null;
        for (uint left = reader.U32(); left > 0 && !reader.Failed; left--)
        {
            if (!TryReadNext(ref reader, ref last, out RecordIdentity identity))
            {
                return false;
            }

            ulong highest = reader.U64();
            byte revoked = reader.U8();
            if (revoked > 1 || (highest == 0 && revoked == 0))
            {
                return false;
            }

            marks.Add(identity, new RecordMark(highest, revoked == 1));
        }

        ReadOnlySpan<byte> mac = reader.Bytes(RecordLimits.LockProof);
        var pending = ImmutableSortedSet.CreateBuilder<RecordIdentity>(Order);
        last = null;
        for (uint left = reader.U32(); left > 0 && !reader.Failed; left--)
        {
            if (!TryReadNext(ref reader, ref last, out RecordIdentity identity))
            {
                return false;
            }

            pending.Add(identity);
        }

        if (!known || sequence == 0 || !reader.Complete)
        {
            return false;
        }

        image = new StateImage
        {
            VaultId = vaultId.ToArray(),
            Sequence = sequence,
            Marks = marks.ToImmutable(),
            Mac = mac.ToArray(),
            Pending = pending.ToImmutable(),
        };
        return true;
    }

    private static int Length(RecordIdentity identity) => 1 + identity.Owner.Value.Length + 1 + 1 + identity.Name.Length;

    private static void Write(ref ByteWriter writer, RecordIdentity identity)
    {
        writer.Field8(identity.Owner.Value);
        writer.U8((byte)identity.Kind);
        writer.Field8(identity.Name);
    }

    // Strictly ascending: one memory has one encoding, and no record two marks.
    private static bool TryReadNext(ref ByteReader reader, ref RecordIdentity? last, out RecordIdentity identity)
    {
        bool owned = OwnerId.TryParse(reader.Field8(), out OwnerId owner);
        var kind = (RecordKind)reader.U8();
        bool named = KeyName.TryParse(reader.Field8(), out KeyName name);
        bool read = owned && named && kind is RecordKind.ExchangeKey or RecordKind.Bot;
        identity = read ? new RecordIdentity(owner, kind, name.Value) : default;
        bool ascending = read && (last is null || Compare(last.Value, identity) < 0);
        last = identity;
        return ascending;
    }

    private static int Compare(RecordIdentity left, RecordIdentity right)
    {
        int owners = string.CompareOrdinal(left.Owner.Value, right.Owner.Value);
        int kinds = left.Kind.CompareTo(right.Kind);
        return owners != 0 ? owners : kinds != 0 ? kinds : string.CompareOrdinal(left.Name, right.Name);
    }
}
