using Countersign.Courier.Wire;

namespace Countersign.Courier.Limits;

/// <summary>A request on its way, counted against its host until disposed.</summary>
internal sealed class CountedRequest(HostLimits limits, MinuteWeight? counter, string origin, int weight) : IDisposable
{
    private readonly long _sentAt = limits.Timestamp;
    private bool _told;

    public void Answered(ExchangeAnswer answer)
    {
        _told = answer.UsedWeight is not null;
        limits.Note(origin, counter, _sentAt, answer);
    }

    public void Dispose() => counter?.End(weight, _told, limits.Now);
}
