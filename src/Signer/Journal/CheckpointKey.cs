using System.Diagnostics.CodeAnalysis;
using System.Text;
using Countersign.Core.Journal.Checkpoints;
using Countersign.Core.Records;
using Countersign.Signer.Custody;
using Countersign.Signer.Interop;
using Countersign.Signer.Memory;

namespace Countersign.Signer.Journal;

/// <summary>
/// The signer's own Ed25519 key, made with the vault: it signs checkpoints of the journal and snapshots of what is derived from it. It lies in the journal's
/// folder, sealed by the vault's lock.
/// <code>
/// +--------+-------------+-------+-------------------------+
/// | "CSJK" | version = 1 | nonce | seed, 32 bytes, and tag |     authenticated with it: what comes before the nonce,
/// |   4    |     u8      |  24   |           48            |     the origin, the vault's header
/// +--------+-------------+-------+-------------------------+
/// </code>
/// </summary>
internal sealed class CheckpointKey : IDisposable
{
    private const int HeadLength = 5;

    private readonly SecretBuffer _seed;
    private readonly Ed25519SigningKey _signing;

    private CheckpointKey(string origin, SecretBuffer seed)
    {
        _seed = seed;
        _signing = new Ed25519SigningKey(seed.Span);
        Public = new NoteKey(origin, _signing.PublicHalf.Span[^NoteKey.PublicKeyLength..]);
    }

    private static ReadOnlySpan<byte> Head => "CSJK\u0001"u8;

    /// <summary>Who proves what it signs.</summary>
    public NoteKey Public { get; }

    /// <summary>A new one.</summary>
    public static CheckpointKey Create(string origin) => new(origin, SecretBuffer.Random(Sodium.SeedLength));

    /// <summary>Opens a sealed one.</summary>
    public static bool TryOpen(
        KeyEncryptionKey lockKey, string origin, ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out CheckpointKey? key, out string reason)
    {
        key = null;
        reason = "does not open: it was changed, or belongs to another vault";
        const int nonceEnd = HeadLength + RecordLimits.Nonce;
        if (bytes.Length < nonceEnd || !bytes.StartsWith(Head)
            || !Aead.TryOpen(lockKey.WrapKey, bytes[nonceEnd..], Associated(lockKey, origin), bytes[HeadLength..nonceEnd], out var seed))
        {
            return false;
        }

        if (seed.Length != Sodium.SeedLength)
        {
            seed.Dispose();
            return false;
        }

        key = new CheckpointKey(origin, seed);
        reason = "";
        return true;
    }

    /// <summary>Ed25519, as Core wants it.</summary>
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        Sodium.crypto_sign_ed25519_verify_detached(signature, message, (ulong)message.Length, publicKey) == 0;

    /// <summary>Under the lock of its vault; a new lock seals it anew.</summary>
    public byte[] Seal(KeyEncryptionKey lockKey)
    {
        var ciphertext = Aead.Seal(lockKey.WrapKey, _seed.Span, Associated(lockKey, Public.Name), out var nonce);
        return [.. Head, .. nonce, .. ciphertext];
    }

    public void Sign(ReadOnlySpan<byte> message, Span<byte> signature) => _signing.Sign(message, signature);

    /// <summary>A checkpoint as a signed note.</summary>
    public byte[] Sign(Checkpoint checkpoint)
    {
        Span<byte> signature = stackalloc byte[NoteKey.SignatureLength];
        Sign(Encoding.UTF8.GetBytes(checkpoint.Text), signature);
        return Encoding.UTF8.GetBytes(SignedNote.Write(checkpoint.Text, Public, signature));
    }

    public void Dispose()
    {
        _signing.Dispose();
        _seed.Dispose();
    }

    private static byte[] Associated(KeyEncryptionKey lockKey, string origin) =>
        [.. Head, .. Encoding.UTF8.GetBytes(origin), .. lockKey.Header.ToBytes()];
}
