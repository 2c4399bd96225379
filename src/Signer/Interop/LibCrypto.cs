using System.Runtime.InteropServices;

namespace Countersign.Signer.Interop;

/// <summary>OpenSSL 3's libcrypto, for RSA and for reading PEM. The caller checks each return code.</summary>
internal static unsafe partial class LibCrypto
{
    public const string Library = "libcrypto.so.3";

    /// <summary><c>OPENSSL_INIT_NO_LOAD_CONFIG</c>: a configuration file could name a provider, which is code.</summary>
    public const ulong NoConfiguration = 0x80;

    /// <summary><c>EVP_PKEY_RSA</c>.</summary>
    public const int Rsa = 6;

    /// <summary><c>EVP_PKEY_ED25519</c>.</summary>
    public const int Ed25519 = 1087;

    /// <summary><c>sizeof(SHA256_CTX)</c>: 28 words, the same on every platform since OpenSSL 0.9.8.</summary>
    public const int Sha256StateLength = 112;

    [LibraryImport(Library)]
    public static partial int OPENSSL_init_crypto(ulong options, nint settings);

    [LibraryImport(Library)]
    public static partial int CRYPTO_secure_malloc_init(nuint size, nuint minimum);

    [LibraryImport(Library)]
    public static partial nuint CRYPTO_secure_used();

    [LibraryImport(Library)]
    public static partial void ERR_clear_error();

    [LibraryImport(Library)]
    public static partial nint BIO_new_mem_buf(byte* bytes, int length);

    [LibraryImport(Library)]
    public static partial int BIO_free(nint bio);

    [LibraryImport(Library)]
    public static partial EvpKeyHandle PEM_read_bio_PrivateKey(
        nint bio, nint target, delegate* unmanaged[Cdecl]<byte*, int, int, void*, int> passphrase, void* state);

    [LibraryImport(Library)]
    public static partial EvpKeyHandle d2i_AutoPrivateKey(nint target, ref byte* der, nint length);

    [LibraryImport(Library)]
    public static partial EvpKeyHandle d2i_PUBKEY(nint target, ref byte* der, nint length);

    [LibraryImport(Library)]
    public static partial int i2d_PUBKEY(EvpKeyHandle key, nint target);

    [LibraryImport(Library)]
    public static partial int i2d_PUBKEY(EvpKeyHandle key, ref byte* target);

    [LibraryImport(Library)]
    public static partial nint EVP_PKEY2PKCS8(EvpKeyHandle key);

    [LibraryImport(Library)]
    public static partial int i2d_PKCS8_PRIV_KEY_INFO(nint info, nint target);

    [LibraryImport(Library)]
    public static partial int i2d_PKCS8_PRIV_KEY_INFO(nint info, ref byte* target);

    [LibraryImport(Library)]
    public static partial void PKCS8_PRIV_KEY_INFO_free(nint info);

    [LibraryImport(Library)]
    public static partial void EVP_PKEY_free(nint key);

    [LibraryImport(Library)]
    public static partial int EVP_PKEY_get_base_id(EvpKeyHandle key);

    [LibraryImport(Library)]
    public static partial int EVP_PKEY_get_bits(EvpKeyHandle key);

    [LibraryImport(Library)]
    public static partial int EVP_PKEY_get_raw_private_key(EvpKeyHandle key, Span<byte> target, ref nuint length);

    [LibraryImport(Library)]
    public static partial nint EVP_PKEY_CTX_new_id(int type, nint engine);

    [LibraryImport(Library)]
    public static partial nint EVP_PKEY_CTX_new(EvpKeyHandle key, nint engine);

    [LibraryImport(Library)]
    public static partial void EVP_PKEY_CTX_free(nint context);

    [LibraryImport(Library)]
    public static partial int EVP_PKEY_keygen_init(nint context);

    [LibraryImport(Library)]
    public static partial int EVP_PKEY_CTX_set_rsa_keygen_bits(nint context, int bits);

    [LibraryImport(Library)]
    public static partial int EVP_PKEY_keygen(nint context, ref nint key);

    [LibraryImport(Library)]
    public static partial int EVP_PKEY_check(nint context);

    [LibraryImport(Library)]
    public static partial nint EVP_MD_CTX_new();

    [LibraryImport(Library)]
    public static partial void EVP_MD_CTX_free(nint context);

    [LibraryImport(Library)]
    public static partial nint EVP_sha256();

    [LibraryImport(Library)]
    public static partial int EVP_DigestSignInit(nint context, nint keyContext, nint digest, nint engine, EvpKeyHandle key);

    [LibraryImport(Library)]
    public static partial int EVP_DigestSign(
        nint context, Span<byte> signature, ref nuint signatureLength, ReadOnlySpan<byte> message, nuint messageLength);

    [LibraryImport(Library)]
    public static partial int EVP_DigestVerifyInit(nint context, nint keyContext, nint digest, nint engine, EvpKeyHandle key);

    [LibraryImport(Library)]
    public static partial int EVP_DigestVerify(
        nint context, ReadOnlySpan<byte> signature, nuint signatureLength, ReadOnlySpan<byte> message, nuint messageLength);

    // The functions of the digest itself, superseded by EVP but there in every OpenSSL 3: only these leave it to the caller where the state lies, and they use
    // the processor's SHA instructions.
    [LibraryImport(Library)]
    public static partial int SHA256_Init(Span<byte> state);

    [LibraryImport(Library)]
    public static partial int SHA256_Update(Span<byte> state, ReadOnlySpan<byte> message, nuint messageLength);

    [LibraryImport(Library)]
    public static partial int SHA256_Final(Span<byte> digest, Span<byte> state);
}
