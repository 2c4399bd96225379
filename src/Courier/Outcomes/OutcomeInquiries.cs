using System.Collections.Concurrent;
using Countersign.Courier.Calls;
using Countersign.Courier.Limits;
using Countersign.Courier.Links;
using Countersign.Courier.Wire;

namespace Countersign.Courier.Outcomes;

/// <summary>
/// Finds out what became of calls that were sent and not answered. The signer signs each question anew; it knows what it signed, so it
/// may also bring a question for a call that an earlier courier had.
/// </summary>
internal sealed class OutcomeInquiries(Origins origins, ExchangeClient client, HostLimits limits, TimeProvider time)
{
    // Where the window is not known, the longest that the signer sets.
    private static readonly TimeSpan _longestWindow = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<(uint Generation, ulong Id), Inquiry> _open = new();

    /// <summary>Asks after a call that this courier sent.</summary>
    public Task<Reply> Ask(SignedWork work) => Run(new Inquiry(origins, client, limits, time, work.Signer, work.Id, work.Sequence, work.ReceiveWindow)
    {
        InMicroseconds = work.Request.TimeUnit.Equals("MICROSECOND", StringComparison.OrdinalIgnoreCase),
    });

    /// <summary>Gives a question from the signer to the inquiry that waits for it; false when none does.</summary>
    public bool TryDeliver(SignerLink signer, ulong id, Question question)
    {
        if (!_open.TryGetValue((signer.Generation, id), out var waiting))
        {
            return false;
        }

        waiting.Deliver(question);
        return true;
    }

    /// <summary>Takes up a call that an earlier courier had, with the first question after it.</summary>
    public Task<Reply> TakeUp(SignerLink signer, ulong id, ulong sequence, Question first)
    {
        var inquiry = new Inquiry(origins, client, limits, time, signer, id, sequence, _longestWindow);
        inquiry.Deliver(first);
        return Run(inquiry);
    }

    private async Task<Reply> Run(Inquiry inquiry)
    {
        var name = (inquiry.Signer.Generation, inquiry.Id);
        _open[name] = inquiry;
        try
        {
            return await Task.Run(inquiry.Run);
        }
        finally
        {
            _open.TryRemove(new KeyValuePair<(uint, ulong), Inquiry>(name, inquiry));
        }
    }
}
