using System.Runtime.InteropServices;

namespace Countersign.Benchmarks.Signing;

/// <summary>Bare signatures of libsodium 1.0.18, to compare with, as its headers crypto_sign.h and crypto_auth_hmacsha256.h declare them.</summary>
internal static partial class RawSodium
{
    public const int PublicKeyLength = 32;
    public const int SecretKeyLength = 64;
    public const int SignatureLength = 64;
    public const int MacKeyLength = 32;
    public const int MacLength = 32;

    private const string Library = "libsodium.so.23";

    [LibraryImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int sodium_init();

    [LibraryImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int crypto_sign_keypair(Span<byte> publicKey, Span<byte> secretKey);

    /// <param name="signature">64 bytes.</param>
    /// <param name="signatureLength">Where its length would be written; 0 for nowhere, since it is always 64.</param>
    /// <param name="message">What is signed.</param>
    /// <param name="messageLength">Of the message, in bytes.</param>
    /// <param name="secretKey">As crypto_sign_keypair made it.</param>
    [LibraryImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int crypto_sign_detached(
        Span<byte> signature, nint signatureLength, ReadOnlySpan<byte> message, ulong messageLength, ReadOnlySpan<byte> secretKey);

    [LibraryImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int crypto_auth_hmacsha256(Span<byte> mac, ReadOnlySpan<byte> message, ulong messageLength, ReadOnlySpan<byte> key);
}
