using System.Security.Cryptography;
using Countersign.Core.Records;
using Countersign.Signer.Interop;
using Countersign.Signer.Memory;

namespace Countersign.Signer.Custody;

/// <summary>How the signer comes from a passphrase to the root of its lock: Argon2id version 1.3 (RFC 9106) with one lane, by libsodium.</summary>
internal static class Argon2id
{
    /// <inheritdoc cref="PassphraseRoot"/>
    public static SecretBuffer Derive(VaultHeader header, SecretBuffer passphrase)
    {
        SecretBuffer root = SecretBuffer.Create(KeyEncryptionKey.RootLength);
        int result = Sodium.crypto_pwhash(
            root.Writable, KeyEncryptionKey.RootLength, passphrase.Span, (ulong)passphrase.Length, header.Salt.Span,
            header.Passes, (nuint)header.MemoryKiB * 1024, Sodium.Argon2Id13);
        if (result != 0)
        {
            root.Dispose();
            throw new CryptographicException($"the key derivation found no {header.MemoryKiB / 1024} MiB of memory; free some and try again");
        }

        return root.Filled();
    }
}
