using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Countersign.Core.Records;
using Countersign.Signer.Interop;
using Countersign.Signer.Memory;

namespace Countersign.Signer.Custody;

/// <summary>
/// XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03) between guarded memory and bytes that may lie anywhere. Nonces are random: 24 bytes
/// never meet by chance.
/// </summary>
internal static class Aead
{
    /// <summary>Encrypts under a fresh nonce.</summary>
    public static byte[] Seal(SecretBuffer key, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associated, out byte[] nonce)
    {
        nonce = new byte[RecordLimits.Nonce];
        Sodium.randombytes_buf(nonce, RecordLimits.Nonce);
        return Seal(key, plaintext, associated, nonce);
    }

    internal static byte[] Seal(SecretBuffer key, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associated, ReadOnlySpan<byte> nonce)
    {
        var ciphertext = new byte[plaintext.Length + RecordLimits.Tag];
        int result = Sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(
            ciphertext, 0, plaintext, (ulong)plaintext.Length, associated, (ulong)associated.Length, 0, nonce, key);
        return result == 0 ? ciphertext : throw new CryptographicException("encryption failed");
    }

    /// <summary>Decrypts into guarded memory; false when a byte of ciphertext, nonce or associated data is not what was sealed.</summary>
    public static bool TryOpen(
        SecretBuffer key,
        ReadOnlySpan<byte> ciphertext,
        ReadOnlySpan<byte> associated,
        ReadOnlySpan<byte> nonce,
        [NotNullWhen(true)] out SecretBuffer? plaintext)
    {
        plaintext = null;
        if (ciphertext.Length < RecordLimits.Tag || nonce.Length != RecordLimits.Nonce)
        {
            return false;
        }

        SecretBuffer opened = SecretBuffer.Create(ciphertext.Length - RecordLimits.Tag);
        int result = Sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
            opened.Writable, 0, 0, ciphertext, (ulong)ciphertext.Length, associated, (ulong)associated.Length, nonce, key);
        if (result != 0)
        {
            opened.Dispose();
            return false;
        }

        plaintext = opened.Filled();
        return true;
    }
}
