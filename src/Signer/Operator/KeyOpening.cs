using Countersign.Channels;
using Countersign.Core.Names;
using Countersign.Core.Records;
using Countersign.Signer.Custody;
using Countersign.Signer.Journal;
using Countersign.Signer.Memory;

namespace Countersign.Signer.Operator;

/// <summary>Opens the record of an exchange key in order to seal it anew: for the passphrase, in its newest version, and for this exchange.</summary>
internal sealed class KeyOpening(Exchange exchange, Unlocking unlocking, SignerMemory memory)
{
    /// <summary>Seals anew, or says why not; what it is given is wiped when it returns.</summary>
    internal delegate Reply Use(DataKey dataKey, RecordLabel label, SecretBuffer content);

    public Reply Open(
        ReadOnlySpan<byte> header, ReadOnlySpan<byte> wrappedDataKey, ReadOnlySpan<byte> sealedKey, ReceivedDescriptors descriptors, Use use)
    {
        if (!SealedRecord.TryRead(sealedKey, out var record, out var reason) || record.Label.Kind != RecordKind.ExchangeKey)
        {
            return Reply.Fail(FailureCode.Integrity, reason.Length > 0 ? reason : "this is not the record of an exchange key");
        }

        if (record.Label.Exchange != exchange)
        {
            return Reply.Fail(FailureCode.OtherExchange, $"{record.Label.Identity} is for {record.Label.Exchange}: --exchange {record.Label.Exchange}");
        }

        if (!unlocking.TryProve(header, descriptors, out var key, out var failure))
        {
            return failure;
        }

        using (key)
        {
            if (!Unlocking.TryOpenDataKey(key, record.Label.Owner, wrappedDataKey, out var dataKey, out reason))
            {
                return Reply.Fail(FailureCode.Integrity, reason);
            }

            using (dataKey)
            {
                if (!Sealer.TryOpen(dataKey, record, out var content, out reason))
                {
                    return Reply.Fail(FailureCode.Integrity, reason);
                }

                using (content)
                {
                    return NameUse.RefuseOutdated(memory, record.Label) ?? use(dataKey, record.Label, content);
                }
            }
        }
    }
}
