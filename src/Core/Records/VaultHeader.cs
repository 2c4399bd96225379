using System.Diagnostics.CodeAnalysis;
using Countersign.Core.Bytes;
using Countersign.Core.Records.Tokens;

namespace Countersign.Core.Records;

// offset  size  field
//      0     4  "CSVH"
//      4     1  format version, 1
//      5     1  lock, 1 = passphrase by Argon2id version 1.3
//      6     4  memory, KiB
//     10     4  passes
//     14     4  parallelism, 1
//     18    16  salt
//     34    16  vault id
//     50    32  lock proof: HMAC-SHA256 of all before it under a key derived from the key-encryption key
//
// With lock 2, a key in a token, these stand in place of memory, passes and parallelism:
//
//    2+n  PKCS#11 URI of the key
//    2+n  its public half, DER SubjectPublicKeyInfo
//
// All numbers are big-endian. The whole of it is associated data of each wrapped data key.

/// <summary>
/// How a vault's passphrase, or a key in a token, gives its key-encryption key, and which vault it is. Nothing in it is secret. The reader takes
/// any cost; whoever derives a key from it must refuse one below the floor.
/// </summary>
public sealed class VaultHeader
{
    private const byte ByPassphrase = 1;
    private const byte ByToken = 2;

    /// <summary>Argon2id memory in KiB; 0 where a token is the lock.</summary>
    public required uint MemoryKiB { get; init; }

    /// <summary>Argon2id passes over the memory; 0 where a token is the lock.</summary>
    public required uint Passes { get; init; }

    /// <summary>The key in a token that opens the vault; null where a passphrase does.</summary>
    public TokenLock? Token { get; init; }

    public required ReadOnlyMemory<byte> Salt { get; init; }

    /// <summary>Random; ties state, journal and backups to this vault.</summary>
    public required ReadOnlyMemory<byte> VaultId { get; init; }

    /// <summary>Tells a wrong passphrase or an edited header from a damaged record; of no use to guess the passphrase faster.</summary>
    public required ReadOnlyMemory<byte> LockProof { get; init; }

    public byte[] ToBytes()
    {
        byte[] key = Token?.Key.ToBytes() ?? [];
        int how = Token is null ? 4 + 4 + 4 : 2 + key.Length + 2 + Token.PublicHalf.Length;
        var bytes = new byte[4 + 1 + 1 + how + RecordLimits.Salt + RecordLimits.VaultId + RecordLimits.LockProof];
        var writer = new ByteWriter(bytes);
        writer.Bytes("CSVH"u8);
        writer.U8(1);
        writer.U8(Token is null ? ByPassphrase : ByToken);
        if (Token is null)
        {
            writer.U32(MemoryKiB);
            writer.U32(Passes);
            writer.U32(1);
        }
        else
        {
            writer.Field16(key);
            writer.Field16(Token.PublicHalf.Span);
        }

        writer.Bytes(Sized(Salt, RecordLimits.Salt));
        writer.Bytes(Sized(VaultId, RecordLimits.VaultId));
        writer.Bytes(Sized(LockProof, RecordLimits.LockProof));
        return bytes;
    }

    /// <summary>The part under the lock proof: all before it.</summary>
    public byte[] ToProvenBytes() => ToBytes()[..^RecordLimits.LockProof];

    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out VaultHeader? header, out string reason)
    {
        header = null;
        if (!bytes.StartsWith("CSVH"u8))
        {
            reason = "this is not a vault header";
            return false;
        }

        var reader = new ByteReader(bytes[4..]);
        byte version = reader.U8();
        byte how = reader.U8();
        if (version != 1 || how is not (ByPassphrase or ByToken))
        {
            reason = "the vault header has a version or lock that this release does not know";
            return false;
        }

        uint memory = 0, passes = 0;
        TokenLock? token = null;
        if (how == ByToken && !TokenLock.TryRead(ref reader, out token, out reason))
        {
            return false;
        }

        if (how == ByPassphrase)
        {
            (memory, passes) = (reader.U32(), reader.U32());
            if (reader.U32() != 1)
            {
                reason = "the vault header asks for a parallelism other than 1";
                return false;
            }
        }

        ReadOnlySpan<byte> salt = reader.Bytes(RecordLimits.Salt);
        ReadOnlySpan<byte> id = reader.Bytes(RecordLimits.VaultId);
        ReadOnlySpan<byte> proof = reader.Bytes(RecordLimits.LockProof);
        reason = reader.Complete ? "" : "the vault header is damaged";
        header = !reader.Complete ? null : new VaultHeader
        {
            MemoryKiB = memory,
            Passes = passes,
            Token = token,
            Salt = salt.ToArray(),
            VaultId = id.ToArray(),
            LockProof = proof.ToArray(),
        };
        return header is not null;
    }

    private static ReadOnlySpan<byte> Sized(ReadOnlyMemory<byte> field, int length) =>
        field.Length == length ? field.Span : throw new InvalidOperationException("a field of the vault header has a wrong length");
}
