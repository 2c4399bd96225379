using System.Text;
using Countersign.Core.Journal.Checkpoints;
using Countersign.Signer.Interop;
using Countersign.Signer.Memory;

namespace Countersign.Unit.Journal;

/// <summary>A key that signs the checkpoints of a test's journal, made from a seed that is the same in every run.</summary>
internal sealed class JournalKey : IDisposable
{
    private readonly SecretBuffer _secret = SecretBuffer.Create(Sodium.SecretKeyLength);

    public JournalKey(ReadOnlySpan<byte> vaultId, byte seed = 1)
    {
        var publicKey = new byte[Sodium.PublicKeyLength];
        _ = Sodium.crypto_sign_ed25519_seed_keypair(publicKey, _secret, Enumerable.Repeat(seed, Sodium.SeedLength).ToArray());
        Public = new NoteKey(Checkpoint.OriginOf(vaultId), publicKey);
    }

    public NoteKey Public { get; }

    /// <summary>A note with that text.</summary>
    public byte[] Sign(string text)
    {
        var message = Encoding.UTF8.GetBytes(text);
        var signature = new byte[Sodium.SignatureLength];
        _ = Sodium.crypto_sign_ed25519_detached(signature, 0, message, (ulong)message.Length, _secret);
        return Encoding.UTF8.GetBytes(SignedNote.Write(text, Public, signature));
    }

    public void Dispose() => _secret.Dispose();
}
