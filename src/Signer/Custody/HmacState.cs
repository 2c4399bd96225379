using System.Security.Cryptography;
using Countersign.Signer.Interop;
using Countersign.Signer.Memory;

namespace Countersign.Signer.Custody;

/// <summary>
/// HMAC-SHA256 (RFC 2104) with the key already absorbed: the inner and outer state are kept in guarded memory, and so is the working copy of each
/// computation. Thread-safe.
/// </summary>
internal sealed class HmacState : IDisposable
{
    public const int MacLength = 32;

    // What SHA-256 hashes at a time.
    private const int BlockLength = 64;

    private const int InnerPad = 0x36;
    private const int OuterPad = 0x5c;

    private const int HashLength = LibCrypto.Sha256StateLength;

    // One working copy per thread: a computation never leaves the thread, and leaves zeros behind.
    [ThreadStatic]
    private static SecretBuffer? _working;

    // The inner state, and behind it the outer.
    private readonly SecretBuffer _keyed;

    public HmacState(ReadOnlySpan<byte> key)
    {
        using SecretBuffer block = SecretBuffer.Create(BlockLength);
        _keyed = SecretBuffer.Create(2 * HashLength);
        if (key.Length > BlockLength)
        {
            Span<byte> hash = _keyed.Writable[..HashLength];
            Begin(hash);
            Update(hash, key);
            Finish(hash, block.Writable);
        }
        else
        {
            key.CopyTo(block.Writable);
        }

        Absorb(block.Writable, InnerPad, _keyed.Writable[..HashLength]);
        Absorb(block.Writable, InnerPad ^ OuterPad, _keyed.Writable[HashLength..]);
        _keyed.Filled();
    }

    public void Compute(ReadOnlySpan<byte> message, Span<byte> mac) => Compute(message, default, mac);

    /// <summary>The MAC of the two pieces as if the second stood behind the first.</summary>
    public void Compute(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, Span<byte> mac)
    {
        SecretBuffer working = _working ??= SecretBuffer.CreateForWork(2 * HashLength);
        _keyed.CopyTo(working);
        Span<byte> inner = working.Writable[..HashLength];
        Span<byte> outer = working.Writable[HashLength..];
        Update(inner, first);
        if (!second.IsEmpty)
        {
            Update(inner, second);
        }

        Finish(inner, mac);
        Update(outer, mac[..MacLength]);
        Finish(outer, mac);
        CryptographicOperations.ZeroMemory(working.Writable);
    }

    public void Dispose() => _keyed.Dispose();

    private static void Absorb(Span<byte> block, byte pad, Span<byte> hash)
    {
        foreach (ref byte b in block)
        {
            b ^= pad;
        }

        Begin(hash);
        Update(hash, block);
    }

    private static void Begin(Span<byte> hash) => Check(LibCrypto.SHA256_Init(hash));

    private static void Update(Span<byte> hash, ReadOnlySpan<byte> message) =>
        Check(LibCrypto.SHA256_Update(hash, message, (nuint)message.Length));

    private static void Finish(Span<byte> hash, Span<byte> digest) => Check(LibCrypto.SHA256_Final(digest[..MacLength], hash));

    private static void Check(int result)
    {
        if (result != 1)
        {
            throw new CryptographicException("HMAC-SHA256 failed");
        }
    }
}
