using System.Security.Cryptography;
using System.Text;
using Countersign.Core.Budgets;
using Countersign.Core.Frames;
using Countersign.Core.Names;
using Countersign.Core.Policies;
using Countersign.Core.Records;
using Countersign.Signer.Custody;
using Countersign.Signer.Enforcement;
using Countersign.Signer.Journal;
using Countersign.Signer.Links;
using Countersign.Signer.Loaded;
using Countersign.Signer.Market;

namespace Countersign.Signer.Operator;

/// <summary>Brings sealed records into use, and takes them out of it for good.</summary>
internal sealed class Loading(
    Exchange exchange, Unlocking unlocking, SignerMemory memory, SigningKeys signingKeys, Registry registry, FactTable facts, CourierLink courier,
    Recorder recorder)
{
    public Reply Load(ReadOnlySpan<byte> bytes)
    {
        if (!SealedRecord.TryRead(bytes, out var record, out var reason))
        {
            return Reply.Fail(FailureCode.Integrity, reason);
        }

        var label = record.Label;
        if (label.Exchange != exchange)
        {
            return Reply.Fail(FailureCode.OtherExchange, $"{label.Identity} is for {label.Exchange}, and this signer works for {exchange}");
        }

        if (!unlocking.IsUnlocked || unlocking.Find(label.Owner) is not { } dataKey)
        {
            return Reply.Fail(FailureCode.Locked, $"the data key of {label.Owner} is not open: countersign unlock");
        }

        if (!Sealer.TryOpen(dataKey, record, out var content, out reason))
        {
            return Reply.Fail(FailureCode.Integrity, reason);
        }

        using (content)
        {
            // Proven to be sealed here: only now may it raise the highest version.
            if (NameUse.RefuseOutdated(memory, label, PolicyHash(label, content.Span)) is { } outdated)
            {
                return outdated;
            }

            var reply = label.Kind == RecordKind.ExchangeKey ? LoadKey(label, content.Span) : LoadBot(label, content.Span);

            // Revocations do not wait: one may have come between the question and the use.
            if (NameUse.RefuseOutdated(memory, label) is { } late)
            {
                registry.Remove(label.Identity);
                return late;
            }

            return reply;
        }
    }

    public Reply Revoke(Revoke frame)
    {
        if (!RecordNames.TryRead(frame.Kind, frame.Owner, frame.Name, out var identity))
        {
            return Reply.Fail(FailureCode.Invalid, NameGrammar.Rule);
        }

        // Out of use first: should the disk fail, this signer at least has forgotten it.
        registry.Remove(identity);
        if (!memory.TryRevoke(identity, out var reason))
        {
            return Reply.Fail(FailureCode.Integrity, reason);
        }

        // And once more, for a record that was being loaded meanwhile and had asked before it was revoked.
        registry.Remove(identity);
        return new Reply();
    }

    private static byte[] PolicyHash(RecordLabel label, ReadOnlySpan<byte> bytes) =>
        label.Kind == RecordKind.Bot && BotContent.TryRead(bytes, out var content, out _) ? SHA256.HashData(content.Policy) : [];

    private Reply LoadKey(RecordLabel label, ReadOnlySpan<byte> bytes)
    {
        if (!ExchangeKeyContent.TryRead(bytes, out var content, out var reason)
            || !signingKeys.TryOpen(label, content, out var signing, out reason))
        {
            return Reply.Fail(content.IsInToken ? FailureCode.Token : FailureCode.Integrity, reason);
        }

        var ceiling = BudgetLimits.None;
        if (!content.Budgets.IsEmpty)
        {
            if (!BudgetJson.TryRead(content.Budgets.ToArray(), out var limits, out var problems))
            {
                signing.Dispose();
                return Reply.Fail(FailureCode.Invalid, $"the budgets of {label.Identity} are not understood any more: {problems[0]}");
            }

            ceiling = limits;
        }

        recorder.Limit(label.Identity, ceiling);
        registry.Set(new LoadedKey(registry.NextNumber(), label, content.ApiKey.ToArray(), content.IsActive, signing));
        return new Reply();
    }

    private Reply LoadBot(RecordLabel label, ReadOnlySpan<byte> bytes)
    {
        if (!BotContent.TryRead(bytes, out var content, out var reason))
        {
            return Reply.Fail(FailureCode.Integrity, reason);
        }

        if (!PolicyJson.TryRead(content.Policy.ToArray(), out var policy, out var problems))
        {
            return Reply.Fail(FailureCode.Invalid, $"the policy of {label.Identity} is not understood any more: {problems[0]}");
        }

        recorder.Limit(label.Identity, policy.Budgets);
        registry.Set(new LoadedBot(registry.NextNumber(), label, Encoding.ASCII.GetString(content.ApiKey), new BotMac(content.Secret), policy,
            SHA256.HashData(content.Policy)));
        foreach (var symbol in policy.Symbols.Keys.Where(facts.Watch))
        {
            // Without a courier it is asked for when one is linked.
            _ = courier.TrySend(new WatchSymbol { Symbol = Encoding.UTF8.GetBytes(symbol) });
        }

        return new Reply();
    }
}
