using System.Runtime.InteropServices;
using Countersign.Signer.Memory;

namespace Countersign.Signer.Interop;

/// <summary>
/// libsodium 1.0.18 as it is declared in its headers: lengths are the caller's duty, and so is the check of each return code.
/// Secrets cross as <see cref="SecretBuffer"/>, which keeps them alive during the call.
/// </summary>
internal static partial class Sodium
{
    public const string Library = "libsodium.so.23";

    /// <summary><c>crypto_pwhash_ALG_ARGON2ID13</c>.</summary>
    public const int Argon2Id13 = 2;

    public const int SeedLength = 32;
    public const int PublicKeyLength = 32;
    public const int SecretKeyLength = 64;
    public const int SignatureLength = 64;

    [LibraryImport(Library)]
    public static partial int sodium_init();

    [LibraryImport(Library)]
    public static partial int sodium_memcmp(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, nuint length);

    [LibraryImport(Library)]
    public static partial void randombytes_buf(Span<byte> buffer, nuint length);

    [LibraryImport(Library)]
    public static partial uint randombytes_uniform(uint upperBound);

    [LibraryImport(Library)]
    public static partial int crypto_pwhash(
        Span<byte> key, ulong keyLength, ReadOnlySpan<byte> passphrase, ulong passphraseLength, ReadOnlySpan<byte> salt,
        ulong passes, nuint memory, int algorithm);

    [LibraryImport(Library)]
    public static partial int crypto_kdf_derive_from_key(
        Span<byte> subkey, nuint subkeyLength, ulong id, ReadOnlySpan<byte> context, SecretBuffer key);

    [LibraryImport(Library)]
    public static partial int crypto_aead_xchacha20poly1305_ietf_encrypt(
        Span<byte> ciphertext, nint ciphertextLength, ReadOnlySpan<byte> plaintext, ulong plaintextLength,
        ReadOnlySpan<byte> associated, ulong associatedLength, nint unused, ReadOnlySpan<byte> nonce, SecretBuffer key);

    [LibraryImport(Library)]
    public static partial int crypto_aead_xchacha20poly1305_ietf_decrypt(
        Span<byte> plaintext, nint plaintextLength, nint unused, ReadOnlySpan<byte> ciphertext, ulong ciphertextLength,
        ReadOnlySpan<byte> associated, ulong associatedLength, ReadOnlySpan<byte> nonce, SecretBuffer key);

    [LibraryImport(Library)]
    public static partial int crypto_sign_ed25519_seed_keypair(Span<byte> publicKey, SecretBuffer secretKey, ReadOnlySpan<byte> seed);

    [LibraryImport(Library)]
    public static partial int crypto_sign_ed25519_detached(
        Span<byte> signature, nint signatureLength, ReadOnlySpan<byte> message, ulong messageLength, SecretBuffer secretKey);

    [LibraryImport(Library)]
    public static partial int crypto_sign_ed25519_verify_detached(
        ReadOnlySpan<byte> signature, ReadOnlySpan<byte> message, ulong messageLength, ReadOnlySpan<byte> publicKey);
}
