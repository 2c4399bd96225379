using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

// Native libraries come from the system's own directories, never from beside the program.
[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.System32)]

namespace Countersign.Signer.Interop;

/// <summary>Finds and starts the two native libraries. The process calls it before anything secret arrives; a second call does nothing.</summary>
internal static class NativeLibraries
{
    // Two MiB hold some 700 RSA-2048 keys. Pages become resident when they are used, but all count against the limit of locked memory at once.
    private const ulong SmallestHeap = 2 * 1024 * 1024;
    private const ulong LargestHeap = 32 * 1024 * 1024;

    private static readonly Lock Gate = new();
    private static bool _ready;

    /// <exception cref="DllNotFoundException">A library is missing; the message names the Debian package.</exception>
    /// <exception cref="CryptographicException">A library does not start.</exception>
    public static void Prepare()
    {
        lock (Gate)
        {
            if (_ready)
            {
                return;
            }

            RequireLibrary(Sodium.Library, "libsodium23");
            RequireLibrary(LibCrypto.Library, "libssl3");
            if (Sodium.sodium_init() < 0)
            {
                throw new CryptographicException("libsodium does not start; see that it is version 1.0.18 and that the system has a random source");
            }

            if (LibCrypto.OPENSSL_init_crypto(LibCrypto.NoConfiguration, 0) != 1)
            {
                throw new CryptographicException("libcrypto does not start");
            }

            // 0: not in use, then private numbers would lie on the common heap. Guarded but not locked, as far as the limit allows, is taken.
            if (LibCrypto.CRYPTO_secure_malloc_init((nuint)SecureHeapSize(), 16) == 0)
            {
                throw new CryptographicException("the secure heap of libcrypto does not start");
            }

            _ready = true;
        }
    }

    // A quarter of what may be locked, which is two of the common eight MiB; a power of two, as OpenSSL asks.
    private static ulong SecureHeapSize()
    {
        ulong quarter = MemoryMap.LockLimit() / 4;
        return quarter >= LargestHeap ? LargestHeap : Math.Max(SmallestHeap, BitOperations.RoundUpToPowerOf2(quarter + 1) / 2);
    }

    private static void RequireLibrary(string library, string package)
    {
        if (!NativeLibrary.TryLoad(library, typeof(NativeLibraries).Assembly, DllImportSearchPath.System32, out _))
        {
            throw new DllNotFoundException($"{library} is missing; install the Debian package {package}");
        }
    }
}
