using System.Runtime.InteropServices;

namespace Countersign.Cli.Journal;

/// <summary>Checks signatures of checkpoints with libsodium; .NET has no Ed25519. Nothing secret passes through here.</summary>
internal static partial class Ed25519
{
    private const string Library = "libsodium.so.23";
    private const int PublicKeyLength = 32;
    private const int SignatureLength = 64;

    /// <summary>True for a signature of the key over the message (RFC 8032).</summary>
    /// <exception cref="CommandFailedException">libsodium is missing.</exception>
    internal static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        // The library takes pointers without lengths.
        if (publicKey.Length != PublicKeyLength || signature.Length != SignatureLength)
        {
            return false;
        }

        try
        {
            return Initialise() >= 0 && VerifyDetached(signature, message, (ulong)message.Length, publicKey) == 0;
        }
        catch (DllNotFoundException)
        {
            throw new CommandFailedException(ExitCode.Failed, "library", $"{Library} is missing", "install the Debian package libsodium23");
        }
    }

    [LibraryImport(Library, EntryPoint = "sodium_init")]
    private static partial int Initialise();

    [LibraryImport(Library, EntryPoint = "crypto_sign_ed25519_verify_detached")]
    private static partial int VerifyDetached(ReadOnlySpan<byte> signature, ReadOnlySpan<byte> message, ulong messageLength, ReadOnlySpan<byte> publicKey);
}
