using System.Text;
using Countersign.Core.Journal.Checkpoints;
using Countersign.Core.Journal.Merkle;

namespace Countersign.Unit.Vault;

/// <summary>Checkpoints for a store, which looks at nothing but their size.</summary>
internal static class SeenAt
{
    private static readonly NoteKey _key = new("countersign/journal/00", new byte[NoteKey.PublicKeyLength]);

    public static byte[] Size(ulong size) => Encoding.UTF8.GetBytes(
        SignedNote.Write(new Checkpoint(_key.Name, size, MerkleHash.Empty).Text, _key, new byte[NoteKey.SignatureLength]));
}
