using System.Globalization;
using Countersign.Channels;
using Countersign.Core.Frames;
using Countersign.Core.Journal;
using Countersign.Core.Names;
using Countersign.Core.Policies;
using Countersign.Core.Records;
using Countersign.Signer.Custody;
using Countersign.Signer.Journal;
using Countersign.Signer.Memory;

namespace Countersign.Signer.Operator;

/// <summary>Bots: a credential of their own, sealed together with what they may do.</summary>
internal sealed class BotIssuing(TimeProvider time, Unlocking unlocking, SignerMemory memory)
{
    // An answer has to fit a frame.
    private const int MaxProblems = 50;

    public Reply Add(AddBot frame, ReceivedDescriptors descriptors)
    {
        if (!SealedRecord.TryRead(frame.KeyRecord, out var keyRecord, out var reason) || keyRecord.Label.Kind != RecordKind.ExchangeKey)
        {
            return Reply.Fail(FailureCode.Integrity, reason.Length > 0 ? reason : "this is not the record of an exchange key");
        }

        if (!BotName.TryParse(frame.Name, out var name))
        {
            return Reply.Fail(FailureCode.Invalid, NameGrammar.Rule);
        }

        if (!PolicyJson.TryRead(frame.Policy.ToArray(), out var policy, out var problems))
        {
            var more = problems.Length > MaxProblems ? string.Create(CultureInfo.InvariantCulture, $"; and {problems.Length - MaxProblems} more") : "";
            return Reply.Fail(FailureCode.Invalid, $"the policy: {string.Join("; ", problems.Take(MaxProblems))}{more}");
        }

        if (!unlocking.TryProve(frame.Header, descriptors, out var key, out var failure))
        {
            return failure;
        }

        using (key)
        {
            var owner = keyRecord.Label.Owner;
            if (NameUse.Refuse(memory, RecordIdentity.Of(owner, name)) is { } used)
            {
                return used;
            }

            if (!Unlocking.TryOpenDataKey(key, owner, frame.DataKey, out var dataKey, out reason))
            {
                return Reply.Fail(FailureCode.Integrity, reason);
            }

            using (dataKey)
            {
                // The key's record is opened only to prove that the signer sealed it: the bot is bound to its name.
                if (!Sealer.TryOpen(dataKey, keyRecord, out var keyContent, out reason))
                {
                    return Reply.Fail(FailureCode.Integrity, reason);
                }

                keyContent.Dispose();
                var label = RecordLabel.ForBot(owner, name, version: 1, keyRecord.Label.Exchange, KeyName.Parse(keyRecord.Label.Name));
                return NameUse.RefuseOutdated(memory, keyRecord.Label) ?? Seal(dataKey, label, policy);
            }
        }
    }

    private Reply Seal(DataKey dataKey, RecordLabel label, Policy policy)
    {
        using var credential = BotCredential.Generate();
        using var content = GuardedContent.Encode(new BotContent
        {
            ApiKey = credential.ApiKey,
            Secret = credential.Secret,
            Policy = PolicyJson.ToUtf8(policy),
            CreatedAt = time.GetUtcNow().ToUnixTimeMilliseconds(),
        });
        var shown = SecretBuffer.Create(credential.ApiKey.Length + credential.Secret.Length);
        credential.ApiKey.CopyTo(shown.Writable);
        credential.Secret.CopyTo(shown.Writable[credential.ApiKey.Length..]);
        var record = Sealer.Seal(dataKey, label, content);
        memory.NoteSealed(SealedAct.BotAdded, record);
        return new Reply { First = record.ToBytes(), Credential = shown.Filled() };
    }
}
