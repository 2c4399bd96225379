using System.Diagnostics.CodeAnalysis;
using Countersign.Core.Bytes;
using Countersign.Core.Names;

namespace Countersign.Core.Records;

// size  field
//    4  "CSDK"
//    1  format version, 1
//  1+n  owner
//    8  version of the data key, from 1
//   24  nonce
//   48  ciphertext: the 32-byte data key and a 16-byte tag
//
// Associated data: everything before the nonce, then the 82 bytes of the vault header.

/// <summary>One owner's data key, wrapped by the vault's key-encryption key.</summary>
public sealed class WrappedDataKey
{
    private const int CiphertextLength = RecordLimits.DataKey + RecordLimits.Tag;

    public const int MaxLength = 4 + 1 + 1 + NameGrammar.MaxLength + 8 + RecordLimits.Nonce + CiphertextLength;

    public required OwnerId Owner { get; init; }

    /// <summary>Counts up when the data key itself is replaced; a new lock around the same key keeps it.</summary>
    public required ulong Version { get; init; }

    public required ReadOnlyMemory<byte> Nonce { get; init; }

    public required ReadOnlyMemory<byte> Ciphertext { get; init; }

    /// <summary>What is authenticated with the wrap beside the key.</summary>
    public static byte[] AssociatedData(OwnerId owner, ulong version, VaultHeader header)
    {
        byte[] outer = Outer(owner, version);
        return [.. outer, .. header.ToBytes()];
    }

    public byte[] ToBytes() => [.. Outer(Owner, Version), .. Nonce.Span, .. Ciphertext.Span];

    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out WrappedDataKey? key, out string reason)
    {
        key = null;
        reason = "";
        if (bytes.Length > MaxLength || !bytes.StartsWith("CSDK"u8))
        {
            reason = "this is not a wrapped data key";
            return false;
        }

        var reader = new ByteReader(bytes[4..]);
        if (reader.U8() != 1)
        {
            reason = "the wrapped data key has a version that this release does not know";
            return false;
        }

        bool named = OwnerId.TryParse(reader.Field8(), out OwnerId owner);
        ulong version = reader.U64();
        ReadOnlySpan<byte> nonce = reader.Bytes(RecordLimits.Nonce);
        ReadOnlySpan<byte> ciphertext = reader.Bytes(CiphertextLength);
        if (!named || version == 0 || !reader.Complete)
        {
            reason = "the wrapped data key is damaged";
            return false;
        }

        key = new WrappedDataKey { Owner = owner, Version = version, Nonce = nonce.ToArray(), Ciphertext = ciphertext.ToArray() };
        return true;
    }

    private static byte[] Outer(OwnerId owner, ulong version)
    {
        var bytes = new byte[4 + 1 + 1 + owner.Value.Length + 8];
        var writer = new ByteWriter(bytes);
        writer.Bytes("CSDK"u8);
        writer.U8(1);
        writer.Field8(owner.Value);
        writer.U64(version);
        return bytes;
    }
}
