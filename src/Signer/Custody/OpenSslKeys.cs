using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Countersign.Signer.Interop;
using Countersign.Signer.Memory;

namespace Countersign.Signer.Custody;

/// <summary>
/// Private keys into and out of OpenSSL, from guarded memory to guarded memory. What does not load comes back as an invalid handle, and
/// OpenSSL's error queue is left empty.
/// </summary>
internal static unsafe class OpenSslKeys
{
    /// <summary>A private key in DER: PKCS#8 or PKCS#1.</summary>
    public static EvpKeyHandle FromDer(ReadOnlySpan<byte> der)
    {
        NativeLibraries.Prepare();
        fixed (byte* start = der)
        {
            byte* position = start;
            EvpKeyHandle key = LibCrypto.d2i_AutoPrivateKey(0, ref position, der.Length);
            LibCrypto.ERR_clear_error();
            return key;
        }
    }

    /// <summary>A private key in PEM: PKCS#8, plain or encrypted, or the older <c>RSA PRIVATE KEY</c>.</summary>
    public static EvpKeyHandle FromPem(ReadOnlySpan<byte> pem, SecretBuffer? passphrase)
    {
        NativeLibraries.Prepare();
        fixed (byte* start = pem)
        {
            fixed (byte* secret = passphrase is null ? default : passphrase.Span)
            {
                nint bio = LibCrypto.BIO_new_mem_buf(start, pem.Length);
                if (bio == 0)
                {
                    throw new CryptographicException("the key file could not be handed to libcrypto");
                }

                var offered = new OfferedPassphrase(secret, passphrase?.Length ?? 0);
                EvpKeyHandle key = LibCrypto.PEM_read_bio_PrivateKey(bio, 0, &GivePassphrase, &offered);
                _ = LibCrypto.BIO_free(bio);
                LibCrypto.ERR_clear_error();
                return key;
            }
        }
    }

    /// <summary>A new RSA key.</summary>
    public static EvpKeyHandle NewRsa(int bits)
    {
        NativeLibraries.Prepare();
        nint context = LibCrypto.EVP_PKEY_CTX_new_id(LibCrypto.Rsa, 0);
        try
        {
            nint key = 0;
            bool made = context != 0
                && LibCrypto.EVP_PKEY_keygen_init(context) == 1
                && LibCrypto.EVP_PKEY_CTX_set_rsa_keygen_bits(context, bits) == 1
                && LibCrypto.EVP_PKEY_keygen(context, ref key) == 1;
            LibCrypto.ERR_clear_error();
            return made ? EvpKeyHandle.Own(key) : throw new CryptographicException("the RSA key could not be made");
        }
        finally
        {
            LibCrypto.EVP_PKEY_CTX_free(context);
        }
    }

    /// <summary>The exchange takes RSA keys from 2,048 to 4,096 bits.</summary>
    public static bool IsRsaOfAcceptedSize(EvpKeyHandle key) =>
        !key.IsInvalid && LibCrypto.EVP_PKEY_get_base_id(key) == LibCrypto.Rsa
        && LibCrypto.EVP_PKEY_get_bits(key) is 2048 or 3072 or 4096;

    /// <summary>The numbers of the key fit one another (for RSA: primes, exponents and modulus).</summary>
    public static bool IsConsistent(EvpKeyHandle key)
    {
        nint context = LibCrypto.EVP_PKEY_CTX_new(key, 0);
        bool consistent = context != 0 && LibCrypto.EVP_PKEY_check(context) == 1;
        LibCrypto.EVP_PKEY_CTX_free(context);
        LibCrypto.ERR_clear_error();
        return consistent;
    }

    /// <summary>The PKCS#8 <c>PrivateKeyInfo</c> in DER.</summary>
    public static SecretBuffer ToPkcs8(EvpKeyHandle key)
    {
        nint info = LibCrypto.EVP_PKEY2PKCS8(key);
        try
        {
            int length = info == 0 ? -1 : LibCrypto.i2d_PKCS8_PRIV_KEY_INFO(info, 0);
            if (length <= 0)
            {
                throw new CryptographicException("the private key could not be encoded");
            }

            SecretBuffer der = SecretBuffer.Create(length);
            fixed (byte* start = der.Writable)
            {
                byte* position = start;
                _ = LibCrypto.i2d_PKCS8_PRIV_KEY_INFO(info, ref position);
            }

            return der.Filled();
        }
        finally
        {
            LibCrypto.PKCS8_PRIV_KEY_INFO_free(info);
        }
    }

    /// <summary>The seed of an Ed25519 key.</summary>
    public static SecretBuffer ToEd25519Seed(EvpKeyHandle key)
    {
        SecretBuffer seed = SecretBuffer.Create(Sodium.SeedLength);
        nuint length = Sodium.SeedLength;
        return LibCrypto.EVP_PKEY_get_raw_private_key(key, seed.Writable, ref length) == 1 && length == Sodium.SeedLength
            ? seed.Filled()
            : throw new CryptographicException("the Ed25519 seed could not be taken out of its key");
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GivePassphrase(byte* target, int capacity, int writing, void* state)
    {
        var offered = (OfferedPassphrase*)state;
        if (offered->Length == 0 || offered->Length > capacity)
        {
            return -1;
        }

        new ReadOnlySpan<byte>(offered->Bytes, offered->Length).CopyTo(new Span<byte>(target, capacity));
        return offered->Length;
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct OfferedPassphrase(byte* bytes, int length)
    {
        public readonly byte* Bytes = bytes;
        public readonly int Length = length;
    }
}
