using System.Text;
using Countersign.Core.Journal;
using Countersign.Core.Records;
using Countersign.Signer.Custody;
using Countersign.Signer.Journal;

namespace Countersign.Signer.Operator;

/// <summary>Seals a key that is new to the vault in its first version: not activated yet.</summary>
internal sealed class KeySealing(TimeProvider time, Unlocking unlocking, SignerMemory memory)
{
    /// <param name="act">What the journal tells of it.</param>
    /// <param name="key">Proven by the request.</param>
    /// <param name="givenDataKey">The owner's wrapped data key; empty for a new owner.</param>
    /// <param name="place">Whose, and where it is valid.</param>
    /// <param name="material">The key.</param>
    /// <param name="apiKey">The exchange's id of it; empty before it is registered.</param>
    public Reply Seal(
        SealedAct act, KeyEncryptionKey key, ReadOnlySpan<byte> givenDataKey, KeyPlace place,
        ExchangeKeyMaterial material, ReadOnlySpan<byte> apiKey)
    {
        if (!unlocking.TryOpenOrCreateDataKey(key, place.Owner, givenDataKey, out var dataKey, out var created, out var reason))
        {
            return Reply.Fail(FailureCode.Integrity, reason);
        }

        using var opened = dataKey;
        using var content = GuardedContent.Encode(new ExchangeKeyContent
        {
            Type = material.Type,
            Secret = material.Secret.Span,
            ApiKey = apiKey,
            CreatedAt = time.GetUtcNow().ToUnixTimeMilliseconds(),
        });
        var label = RecordLabel.ForExchangeKey(place.Owner, place.Name, version: 1, place.Exchange, material.PublicHalf);
        var record = Sealer.Seal(dataKey, label, content);
        memory.NoteSealed(act, record);
        return new Reply
        {
            First = record.ToBytes(),
            Second = created?.ToBytes() ?? default,
            Third = material.PublicKeyPem is { } pem ? Encoding.ASCII.GetBytes(pem) : default,
        };
    }
}
