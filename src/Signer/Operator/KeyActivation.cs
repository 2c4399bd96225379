using Countersign.Channels;
using Countersign.Core.Frames;
using Countersign.Core.Journal;
using Countersign.Core.Names;
using Countersign.Core.Records;
using Countersign.Signer.Custody;
using Countersign.Signer.Enforcement;
using Countersign.Signer.Journal;
using Countersign.Signer.Loaded;
using Countersign.Signer.Memory;

namespace Countersign.Signer.Operator;

/// <summary>Proves a key at the exchange, and looks at what it may do there, before a bot may use it.</summary>
internal sealed class KeyActivation(
    TimeProvider time, Exchange exchange, KeyOpening opening, SignerMemory memory, SigningKeys signingKeys, Registry registry, HouseRequests house)
{
    public Reply Activate(ActivateKey frame, ReceivedDescriptors descriptors)
    {
        if (!ExchangeKeyContent.IsApiKey(frame.ApiKey))
        {
            return BadApiKey();
        }

        var apiKey = frame.ApiKey.ToArray();
        return opening.Open(frame.Header, frame.DataKey, frame.Record, descriptors, (dataKey, label, content) => ProbeAndSeal(dataKey, label, content, apiKey));
    }

    private Reply ProbeAndSeal(DataKey dataKey, RecordLabel label, SecretBuffer bytes, ReadOnlySpan<byte> givenApiKey)
    {
        if (!ExchangeKeyContent.TryRead(bytes.Span, out var content, out var reason)
            || !signingKeys.TryOpen(label, content, out var signing, out reason))
        {
            return Reply.Fail(content.IsInToken ? FailureCode.Token : FailureCode.Integrity, reason);
        }

        using (signing)
        {
            var apiKey = givenApiKey.IsEmpty ? content.ApiKey : givenApiKey;
            if (apiKey.IsEmpty)
            {
                return Reply.Fail(FailureCode.Invalid, $"the exchange's id of the key is not known yet: countersign key activate {label.Name} --api-key ID");
            }

            var answer = house.Probe(label.Identity, signing, apiKey, registry.NextNumber(), exchange);
            if (Judge(answer, out var permissions) is { } refused)
            {
                return refused;
            }

            var active = new ExchangeKeyContent
            {
                Type = content.Type,
                Secret = content.Secret,
                ApiKey = apiKey,
                Permissions = permissions!.Json,
                CreatedAt = content.CreatedAt,
                ActivatedAt = time.GetUtcNow().ToUnixTimeMilliseconds(),
                Budgets = content.Budgets,
            };
            using var encoded = GuardedContent.Encode(active);
            var next = RecordLabel.ForExchangeKey(label.Owner, KeyName.Parse(label.Name), label.Version + 1, label.Exchange, label.PublicHalf);
            var activated = Sealer.Seal(dataKey, next, encoded);
            memory.NoteSealed(SealedAct.KeyActivated, activated);
            return new Reply { First = activated.ToBytes(), Third = permissions.ToReport() };
        }
    }

    private Reply? Judge(ProbeAnswer answer, out KeyPermissions? permissions)
    {
        permissions = null;
        if (answer.Refusal is { } refusal)
        {
            return Reply.Fail(FailureCode.Exchange, refusal.Sentence);
        }

        if (answer.Status != 200)
        {
            return Reply.Fail(FailureCode.Exchange,
                $"the exchange refused the key with status {answer.Status} {ExchangeError.Read(answer.Body)}: check the API key, its IP allow-list and the registered public key");
        }

        permissions = exchange == Exchange.Testnet ? KeyPermissions.ForTestnet() : KeyPermissions.TryRead(answer.Body);
        if (permissions is null)
        {
            return Reply.Fail(FailureCode.Exchange, "the exchange did not say what the key may do; nothing was activated");
        }

        return permissions switch
        {
            { Forbidden.Count: > 0 } => Reply.Fail(FailureCode.Permissions,
                $"the key has the permission {string.Join(", ", permissions.Forbidden)}: take it away at the exchange, then activate again"),
            { CanRead: false } => Reply.Fail(FailureCode.Permissions,
                "the key may not read: allow reading at the exchange, then activate again"),
            _ => null,
        };
    }

    internal static Reply BadApiKey() =>
        Reply.Fail(FailureCode.Invalid, "an API key is letters and digits, as the exchange shows it: --api-key ID");
}
