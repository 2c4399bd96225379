using Countersign.Core.Refusals;
using Countersign.Courier.Limits;
using Countersign.Courier.Links;
using Countersign.Courier.Market;
using Countersign.Courier.Outcomes;
using Countersign.Courier.Wire;

namespace Countersign.Courier.Calls;

/// <summary>Carries signed calls to the exchange, each once, and finds the one reply that each gets.</summary>
internal sealed class SignedCalls(
    Origins origins, ExchangeClient client, HostLimits limits, KeyStops stops, OutcomeInquiries inquiries, CancelReplies cancels, ClockKeeper clock)
{
    /// <summary>Starts a call. Must be called in the order in which the signer handed over, and does not wait.</summary>
    public Task<Reply> Begin(SignedWork work)
    {
        var reply = Carry(work);
        if (work.IsCancel)
        {
            cancels.Keep(work.Signer.Generation, work.Sequence, reply);
        }

        return reply;
    }

    /// <summary>The reply that the first of identical cancels got, or will get; nothing is sent.</summary>
    public Task<Reply> Repeat(SignerLink signer, ulong sequence) => cancels.Find(signer.Generation, sequence) ?? Task.FromResult(Reply.Unknown);

    private async Task<Reply> Carry(SignedWork work)
    {
        // 1. May it go now?
        if (origins.Of(work.Endpoint.Product) is not { } origin)
        {
            return Reply.No(RefusalKind.ExchangeUnreachable, $"this exchange has no {work.Endpoint.Path}");
        }

        if (Refuse(work, origin) is { } refusal)
        {
            return new Reply.Refused(refusal);
        }

        // 2. It goes, once.
        switch (await client.SendWithoutHop(work.Request))
        {
            case Delivery.NotSent { Reason: var reason }:
                return Reply.No(RefusalKind.ExchangeUnreachable, reason);
            case Delivery.Answered { Answer: var answer }:
                Note(work, answer);

                // 3. What the exchange said is its reply, if it says whether the call was executed.
                if (!answer.IsEncoded && (work.ChangesNothing || !LeavesUnknown(answer)))
                {
                    return Reply.Of(Redaction.Of(work.Request).Apply(answer));
                }

                break;
            case Delivery.Unanswered:
                break;
        }

        // 4. Nobody knows: ask after it, where that can be done.
        return work.AsksOutcome ? await inquiries.Ask(work) : Reply.Unknown;
    }

    private Refusal? Refuse(SignedWork work, string origin) =>
        limits.Refuse(origin, work.Endpoint, work.IsCancel ? Traffic.Cancel : Traffic.Signed, work.Request.Query) ?? stops.Refuse(work.Key, work.Endpoint);

    private void Note(SignedWork work, ExchangeAnswer answer)
    {
        stops.Note(work.Key, answer);
        if (answer.Code == -1021)
        {
            clock.Wake();
        }
    }

    // rest-api.md, HTTP Return Codes: with 5XX "the execution status is UNKNOWN"; futures answer 408 for the same. errors.md: -1000,
    // -1006 and -1007 say it in words.
    private static bool LeavesUnknown(ExchangeAnswer answer) =>
        answer.Status is >= 500 or 408 or < 200 || answer.Code is -1000 or -1006 or -1007;
}
