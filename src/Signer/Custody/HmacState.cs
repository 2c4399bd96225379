using System.Security.Cryptography;
using Countersign.Signer.Interop;
using Countersign.Signer.Memory;

namespace Countersign.Signer.Custody;

/// <summary>
/// HMAC-SHA256 with the key already absorbed: the inner and outer state are kept in guarded memory, and so is the working copy of each
/// computation. Thread-safe.
/// </summary>
internal sealed class HmacState : IDisposable
{
    public const int MacLength = Sodium.MacLength;

    private const int StateLength = Sodium.HmacStateLength;

    // One working copy per thread: a computation never leaves the thread, and leaves zeros behind.
    [ThreadStatic]
    private static SecretBuffer? _working;

    private readonly SecretBuffer _keyed;

    public HmacState(ReadOnlySpan<byte> key)
    {
        _keyed = SecretBuffer.Create(StateLength);
        Check(Sodium.crypto_auth_hmacsha256_init(_keyed, key, (nuint)key.Length));
        _keyed.Filled();
    }

    public void Compute(ReadOnlySpan<byte> message, Span<byte> mac) => Compute(message, default, mac);

    /// <summary>The MAC of the two pieces as if the second stood behind the first.</summary>
    public void Compute(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, Span<byte> mac)
    {
        SecretBuffer working = Begin();
        Check(Sodium.crypto_auth_hmacsha256_update(working, first, (ulong)first.Length));
        if (!second.IsEmpty)
        {
            Check(Sodium.crypto_auth_hmacsha256_update(working, second, (ulong)second.Length));
        }

        Finish(working, mac);
    }

    public void Dispose() => _keyed.Dispose();

    private static void Finish(SecretBuffer working, Span<byte> mac)
    {
        Check(Sodium.crypto_auth_hmacsha256_final(working, mac[..MacLength]));
        Sodium.sodium_memzero(working.Writable, StateLength);
    }

    private static void Check(int result)
    {
        if (result != 0)
        {
            throw new CryptographicException("HMAC-SHA256 failed");
        }
    }

    private SecretBuffer Begin()
    {
        SecretBuffer working = _working ??= SecretBuffer.Create(StateLength);
        _keyed.CopyTo(working);
        return working;
    }
}
