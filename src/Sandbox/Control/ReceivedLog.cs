using Countersign.Sandbox.Rest;

namespace Countersign.Sandbox.Control;

/// <summary>Everything that reached the exchange, in the order of arrival; the oldest go when it is full.</summary>
internal sealed class ReceivedLog
{
    private const int Kept = 20_000;

    private readonly List<ReceivedRequest> _requests = [];
    private long _lastSequence;

    public ReceivedRequest Add(
        long time, RestRequest request, string protocol, IReadOnlyList<KeyValuePair<string, string>> headers, Parameters parameters)
    {
        var received = new ReceivedRequest(++_lastSequence, time, request, protocol, headers, parameters.Sent);
        _requests.Add(received);
        if (_requests.Count > Kept)
        {
            _requests.RemoveRange(0, Kept / 10);
        }

        return received;
    }

    public IEnumerable<ReceivedRequest> After(long sequence) => _requests.Where(request => request.Sequence > sequence);

    public void Clear() => _requests.Clear();
}
