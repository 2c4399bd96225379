using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Countersign.Core.Records;
using Countersign.Core.Records.Tokens;
using Countersign.Signer.Interop;
using Countersign.Signer.Memory;

namespace Countersign.Signer.Custody;

/// <summary>
/// What the passphrase, or a key in a token, opens: the key that wraps data keys, and the one that signs the journal's checkpoints. Derived for one operation
/// and disposed after it, so that a loosening needs it again.
/// </summary>
/// <remarks>
/// root = <see cref="Argon2id"/>(passphrase, salt, memory, passes), or what <see cref="Tokens.TokenRoot"/> makes of a token's signature. Each use has a subkey of its own: <c>crypto_kdf_derive_from_key</c>, that
/// is BLAKE2b with the root as its key, the number of the subkey as salt and "Csign-v1" as personalization.
/// </remarks>
internal sealed class KeyEncryptionKey : IDisposable
{
    /// <summary>Bytes of the root that a passphrase gives.</summary>
    public const int RootLength = 32;

    private const int KeyLength = 32;

    private KeyEncryptionKey(VaultHeader header, SecretBuffer root)
    {
        Header = header;
        WrapKey = Subkey(root, 1);
    }

    /// <summary>The header it was derived by: associated data of every wrap.</summary>
    public VaultHeader Header { get; }

    /// <summary>Wraps data keys and the key of the journal.</summary>
    public SecretBuffer WrapKey { get; }

    /// <summary>
    /// Derives the key and proves that header and passphrase belong together. This takes hundreds of milliseconds and the header's memory;
    /// a header below the floor or above the ceiling is refused before anything is derived.
    /// </summary>
    /// <exception cref="CryptographicException">There is not enough memory.</exception>
    public static bool TryDerive(
        PassphraseRoot derive, VaultHeader header, SecretBuffer passphrase, [NotNullWhen(true)] out KeyEncryptionKey? key, out string reason)
    {
        key = null;
        var cost = new KdfCost(header.MemoryKiB, header.Passes);
        if (cost.IsBelowFloor)
        {
            reason = "the vault header is weakened: its key derivation is below 64 MiB or 3 passes; restore the vault from a backup";
            return false;
        }

        if (cost.IsAboveCeiling)
        {
            reason = "the vault header asks for more than 4 GiB or 64 passes of key derivation; restore the vault from a backup";
            return false;
        }

        using SecretBuffer root = derive(header, passphrase);
        reason = TryOpen(header, root, out key) ? "" : "the passphrase is wrong, or the vault header was changed";
        return key is not null;
    }

    /// <summary>Proves that header and root belong together.</summary>
    public static bool TryOpen(VaultHeader header, SecretBuffer root, [NotNullWhen(true)] out KeyEncryptionKey? key)
    {
        Span<byte> proof = stackalloc byte[RecordLimits.LockProof];
        Prove(root, header, proof);
        key = Sodium.sodium_memcmp(proof, header.LockProof.Span, (nuint)proof.Length) == 0 ? new KeyEncryptionKey(header, root) : null;
        return key is not null;
    }

    /// <summary>Makes a lock: a header with a fresh salt, and the key behind it.</summary>
    /// <param name="derive">The signer's own is <see cref="Argon2id"/>.</param>
    /// <param name="passphrase">Chosen by the operator.</param>
    /// <param name="cost">At least <see cref="KdfCost.Floor"/>.</param>
    /// <param name="vaultId">The id of the vault whose lock is changed; empty makes a new vault.</param>
    public static KeyEncryptionKey NewLock(PassphraseRoot derive, SecretBuffer passphrase, KdfCost cost, ReadOnlySpan<byte> vaultId = default)
    {
        if (cost.IsBelowFloor || cost.IsAboveCeiling)
        {
            throw new ArgumentException("the cost of the key derivation is outside its bounds", nameof(cost));
        }

        VaultHeader unproven = NewHeader(cost, token: null, vaultId);
        using SecretBuffer root = derive(unproven, passphrase);
        return NewLock(unproven, root);
    }

    /// <summary>Makes a lock around a root that something else gave for a header without proof.</summary>
    public static KeyEncryptionKey NewLock(VaultHeader unproven, SecretBuffer root)
    {
        var proof = new byte[RecordLimits.LockProof];
        Prove(root, unproven, proof);
        return new KeyEncryptionKey(WithProof(unproven, proof), root);
    }

    /// <summary>A header with a fresh salt that is not proven yet.</summary>
    /// <param name="cost">Of each guess at a passphrase; none where a token is the lock.</param>
    /// <param name="token">The key in a token that is the lock; null for a passphrase.</param>
    /// <param name="vaultId">The id of the vault whose lock is changed; empty makes a new vault.</param>
    public static VaultHeader NewHeader(KdfCost cost, TokenLock? token, ReadOnlySpan<byte> vaultId = default) => new()
    {
        MemoryKiB = cost.MemoryKiB,
        Passes = cost.Passes,
        Token = token,
        Salt = RandomBytes(RecordLimits.Salt),
        VaultId = vaultId.IsEmpty ? RandomBytes(RecordLimits.VaultId) : vaultId.ToArray(),
        LockProof = new byte[RecordLimits.LockProof],
    };

    public void Dispose() => WrapKey.Dispose();

    private static VaultHeader WithProof(VaultHeader header, byte[] proof) => new()
    {
        MemoryKiB = header.MemoryKiB,
        Passes = header.Passes,
        Token = header.Token,
        Salt = header.Salt,
        VaultId = header.VaultId,
        LockProof = proof,
    };

    private static void Prove(SecretBuffer root, VaultHeader header, Span<byte> proof)
    {
        using SecretBuffer key = Subkey(root, 2);
        using var mac = new HmacState(key.Span);
        mac.Compute(header.ToProvenBytes(), proof);
    }

    private static SecretBuffer Subkey(SecretBuffer root, ulong id)
    {
        SecretBuffer subkey = SecretBuffer.Create(KeyLength);
        return Sodium.crypto_kdf_derive_from_key(subkey.Writable, KeyLength, id, "Csign-v1"u8, root) == 0
            ? subkey.Filled()
            : throw new CryptographicException("the derivation of a subkey failed");
    }

    private static byte[] RandomBytes(int length)
    {
        var bytes = new byte[length];
        Sodium.randombytes_buf(bytes, (nuint)length);
        return bytes;
    }
}
