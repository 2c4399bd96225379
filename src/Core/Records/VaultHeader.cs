using System.Diagnostics.CodeAnalysis;
using Countersign.Core.Bytes;

namespace Countersign.Core.Records;

// offset  size  field
//      0     4  "CSVH"
//      4     1  format version, 1
//      5     1  key derivation, 1 = Argon2id version 1.3
//      6     4  memory, KiB
//     10     4  passes
//     14     4  parallelism, 1
//     18    16  salt
//     34    16  vault id
//     50    32  lock proof: HMAC-SHA256 of bytes 0 to 49 under a key derived from the key-encryption key
//
// All numbers are big-endian. The whole of it is associated data of each wrapped data key.

/// <summary>
/// How a vault's passphrase becomes its key-encryption key, and which vault it is. Nothing in it is secret. The reader takes any cost;
/// whoever derives a key from it must refuse one below the floor.
/// </summary>
public sealed class VaultHeader
{
    public const int Length = 82;

    /// <summary>Bytes under the lock proof.</summary>
    public const int ProvenLength = Length - RecordLimits.LockProof;

    /// <summary>Argon2id memory in KiB.</summary>
    public required uint MemoryKiB { get; init; }

    /// <summary>Argon2id passes over the memory.</summary>
    public required uint Passes { get; init; }

    public required ReadOnlyMemory<byte> Salt { get; init; }

    /// <summary>Random; ties state, journal and backups to this vault.</summary>
    public required ReadOnlyMemory<byte> VaultId { get; init; }

    /// <summary>Tells a wrong passphrase or an edited header from a damaged record; of no use to guess the passphrase faster.</summary>
    public required ReadOnlyMemory<byte> LockProof { get; init; }

    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        var writer = new ByteWriter(bytes);
        writer.Bytes("CSVH"u8);
        writer.U8(1);
        writer.U8(1);
        writer.U32(MemoryKiB);
        writer.U32(Passes);
        writer.U32(1);
        writer.Bytes(Sized(Salt, RecordLimits.Salt));
        writer.Bytes(Sized(VaultId, RecordLimits.VaultId));
        writer.Bytes(Sized(LockProof, RecordLimits.LockProof));
        return bytes;
    }

    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out VaultHeader? header, out string reason)
    {
        header = null;
        reason = "";
        if (bytes.Length != Length || !bytes.StartsWith("CSVH"u8))
        {
            reason = "this is not a vault header";
            return false;
        }

        if (bytes[4] != 1 || bytes[5] != 1)
        {
            reason = "the vault header has a version or key derivation that this release does not know";
            return false;
        }

        var reader = new ByteReader(bytes[6..]);
        uint memory = reader.U32();
        uint passes = reader.U32();
        if (reader.U32() != 1)
        {
            reason = "the vault header asks for a parallelism other than 1";
            return false;
        }

        header = new VaultHeader
        {
            MemoryKiB = memory,
            Passes = passes,
            Salt = reader.Bytes(RecordLimits.Salt).ToArray(),
            VaultId = reader.Bytes(RecordLimits.VaultId).ToArray(),
            LockProof = reader.Bytes(RecordLimits.LockProof).ToArray(),
        };
        return true;
    }

    private static ReadOnlySpan<byte> Sized(ReadOnlyMemory<byte> field, int length) =>
        field.Length == length ? field.Span : throw new InvalidOperationException("a field of the vault header has a wrong length");
}
