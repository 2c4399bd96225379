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

/// <summary>Seals a key with what all its bots, those that were and those that will be, may spend together.</summary>
internal sealed class KeyLimiting(KeyOpening opening, SignerMemory memory)
{
    public Reply Limit(LimitKey frame, ReceivedDescriptors descriptors)
    {
        byte[] budgets = [];
        if (!frame.Budgets.IsEmpty)
        {
            if (!BudgetJson.TryRead(frame.Budgets.ToArray(), out var limits, out var problems))
            {
                return Reply.Fail(FailureCode.Invalid, $"the budgets: {string.Join("; ", problems)}");
            }

            budgets = BudgetJson.ToUtf8(limits);
        }

        return opening.Open(frame.Header, frame.DataKey, frame.Record, descriptors, (dataKey, label, content) => Seal(dataKey, label, content, budgets));
    }

    private Reply Seal(DataKey dataKey, RecordLabel label, SecretBuffer bytes, byte[] budgets)
    {
        if (!ExchangeKeyContent.TryRead(bytes.Span, out var content, out var reason))
        {
            return Reply.Fail(FailureCode.Integrity, reason);
        }

        var limited = new ExchangeKeyContent
        {
            Type = content.Type,
            Secret = content.Secret,
            ApiKey = content.ApiKey,
            Permissions = content.Permissions,
            CreatedAt = content.CreatedAt,
            ActivatedAt = content.ActivatedAt,
            Budgets = budgets,
        };
        using var encoded = GuardedContent.Encode(limited);
        var next = RecordLabel.ForExchangeKey(label.Owner, KeyName.Parse(label.Name), label.Version + 1, label.Exchange, label.PublicHalf);
        var record = Sealer.Seal(dataKey, next, encoded);
        memory.NoteSealed(SealedAct.KeyLimited, record);
        return new Reply { First = record.ToBytes() };
    }
}
